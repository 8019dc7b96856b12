import { FRIGHTENING, ownWords, UNREADABLE } from '../engine/wording';
import { NAMES, OPERATIONS } from '../operations';
import { BODIES, isList, isOwn } from './bodies';
import { judged } from './judged';

/**
 * Every answer to every operation's call, by the pure judge. What n8n's HTTP makes of them, and how they leave the node,
 * is tried in operations.test.ts by the same table.
 */
const STATUSES = [
	200, 201, 202, 204, 301, 304, 400, 401, 403, 404, 405, 408, 409, 410, 412, 413, 418, 422, 429,
	451, 500, 501, 502, 503, 504,
];

/** They have no body, whatever is sent. */
const BODILESS = [204, 304];

/** After which a call may have been carried out all the same. */
const mayHaveActed = (status: number) => status < 300 || status === 408 || status >= 500;

function expectPlain(text: string) {
	expect(text).not.toMatch(UNREADABLE);
	expect(text).not.toMatch(/[\r\n]|\bat \S+ \(/);
	expect(ownWords(text)).not.toMatch(FRIGHTENING);
	expect(text).toMatch(/^[A-Z]/);
	expect(text.length).toBeLessThan(1500);
}

describe.each(NAMES)('%s', (name) => {
	const row = OPERATIONS[name];

	it.each(STATUSES)(
		'an answer %i is told plainly, or is one, whatever its body',
		async (status) => {
			for (const body of BODILESS.includes(status) ? [''] : Object.values(BODIES)) {
				const own = isOwn(status, body) ? row.own[status] : undefined;
				const result = await judged(row, status, body);
				if (!result.note) {
					expect([body, result.found]).toEqual([body, own ?? expect.anything()]);
					expect(own !== undefined || isList(row, status, body)).toBe(true);
					continue;
				}
				const { message, description, httpCode } = result.note;
				expectPlain(message);
				expectPlain(description);
				expect(description).toMatch(/\.$/);
				if (own === undefined) {
					// A 2xx is told as one only where a page came with it.
					if (status >= 300) expect(message).toMatch(new RegExp(`\\(HTTP ${status}\\)$`));
					expect(message.match(/HTTP \d+/)?.[0]).toBe(httpCode && `HTTP ${httpCode}`);
				} else expect(message).toMatch(own);
				const page = /web page/.test(message);
				if (row.once && mayHaveActed(status) && !page) {
					expect(description).toMatch(row.once);
					expect(result.sentAgain).toBe(false);
				} else expect(description).not.toMatch(/all the same/);
			}
		},
	);
});
