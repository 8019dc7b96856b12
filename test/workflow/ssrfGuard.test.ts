/** @jest-environment node */
import '../engine/ssrfGuard';

import { useGcore } from './helpers';
import { creating } from './operations';

const gcore = useGcore();

it.each([
	['Cancel', {}],
	['Create', creating()],
	['Wait', { operation: 'wait', options: { waitTimeout: 60 } }],
	['Get Many', { operation: 'getAll' }],
])(
	"%s tells in n8n's own words that its SSRF guard has refused, and tries once",
	async (_name, parameters) => {
		const { error } = await gcore.run({ items: [{ task_id: 't' }], parameters });
		expect(error?.message).toBe('n8n has refused to send the request');
		expect(error?.description).toMatch(/^n8n says: "[^"]*blocked[^"]*"\. Check 'Base URL'/i);
		expect(error?.description).not.toMatch(/may have been started/);
		expect(gcore.standIn.requests).toEqual([]);
	},
);
