/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server for tests, not part of the package */
import type { IncomingMessage } from 'node:http';
import type { Call } from './api';
import { REDACTED, type LoggedRequest } from './log';

/** A request as the API looks at it. */
export function readCall(req: IncomingMessage, body: string): Call {
	// Not `new URL`, which would tidy `..` and `//` away before anyone sees that they were sent.
	const [path, query = ''] = (req.url ?? '/').split(/\?(.*)/s);
	return {
		method: req.method ?? 'GET',
		path,
		query: Object.fromEntries(new URLSearchParams(query)),
		authorization: req.headers.authorization,
		body: parse(body),
	};
}

/** A request as the log keeps it; `redact` takes the keys out of a text. */
export function logEntry(
	req: IncomingMessage,
	call: Call,
	body: string,
	redact: (text: string) => string,
): Omit<LoggedRequest, 'authorized' | 'at'> {
	const headers: Record<string, string> = {};
	for (const [name, value] of Object.entries(req.headers)) headers[name] = redact(String(value));
	if (call.authorization !== undefined) headers.authorization = REDACTED;
	const query: Record<string, string> = {};
	for (const [name, value] of Object.entries(call.query)) query[redact(name)] = redact(value);
	const clean = redact(body);
	return {
		method: call.method,
		path: redact(call.path),
		query,
		headers,
		// Parsing twice is for the rare body with the key in it alone.
		body: clean === body ? call.body : parse(clean),
		status: null,
	};
}

function parse(text: string): unknown {
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		return text;
	}
}
