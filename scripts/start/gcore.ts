/* eslint-disable @n8n/community-nodes/no-restricted-globals */
import type { GcoreCredential } from '../../test/engine';
import { startStandIn } from '../../test/standin/server';

/** The task of examples/cancel-tasks.json that stands for an account without Streaming AI. */
const NOT_ENABLED_TASK = '00000000-0000-4000-8000-000000000422';

/** Gcore when GCORE_API_KEY is set, else a stand-in that knows the tasks of the example. */
export async function gcoreForStart(): Promise<{
	name: string;
	credential: GcoreCredential;
	close(): Promise<void>;
}> {
	const apiKey = process.env.GCORE_API_KEY;
	if (apiKey) {
		const baseUrl = process.env.GCORE_BASE_URL ?? 'https://api.gcore.com';
		return { name: baseUrl, credential: { apiKey, baseUrl }, close: async () => {} };
	}
	const standIn = await startStandIn({ apiKey: '1234$abcdef' });
	standIn.plant({ match: { method: 'POST', path: new RegExp(NOT_ENABLED_TASK) }, status: 422 });
	return {
		name: `the stand-in (${standIn.url})`,
		credential: { apiKey: '1234$abcdef', baseUrl: standIn.url },
		close: async () => await standIn.close(),
	};
}
