/* eslint-disable @n8n/community-nodes/require-node-api-error -- a bug is to be seen as it is */
import { judge } from '../../nodes/GcoreStreamingAi/gcore/answers';
import { GcoreFailure, type FailureNote } from '../../nodes/GcoreStreamingAi/gcore/failures';
import type { Client, Row } from '../operations';

/** What a call comes to: what it has found, or why there is nothing, and whether it would be sent again. */
export type Judged =
	| { found: unknown; note?: undefined }
	| { note: FailureNote; sentAgain: boolean };

/** A body as n8n hands it over: read where it is JSON, whatever its type says. */
function received(body: unknown): unknown {
	if (Buffer.isBuffer(body)) return body.toString('utf8');
	if (typeof body !== 'string') return body;
	try {
		return JSON.parse(body);
	} catch {
		return body;
	}
}

/** What a row's call makes of an answer, by the pure judge alone. */
export async function judged({ call }: Row, status: number, body: unknown): Promise<Judged> {
	let sentAgain = false;
	const client = {
		call: async (request: Parameters<typeof judge>[0]) => {
			const verdict = judge(request, { status, headers: {}, body: received(body) });
			if (verdict.kind === 'answer') return { ...verdict, mayHaveActedBefore: false };
			sentAgain = verdict.retryable;
			throw new GcoreFailure(verdict.note);
		},
	};
	try {
		return { found: await call(client as unknown as Client, 'the-task', 1) };
	} catch (reason) {
		if (reason instanceof GcoreFailure) return { note: reason.note, sentAgain };
		throw reason;
	}
}
