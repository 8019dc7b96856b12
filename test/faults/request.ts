import type { Client, Row } from '../operations';

/** A request as the stand-in matches it. */
export interface Sent {
	method: string;
	path: string;
}

/** The request that the call of a row sends for a task and a video. */
export const requestOf = async ({ call }: Row, taskId: string, videoId: number): Promise<Sent> =>
	await sentBy(async (client) => await call(client, taskId, videoId));

/** The request that a call sends. */
export async function sentBy(call: (client: Client) => Promise<unknown>): Promise<Sent> {
	let sent: Sent | undefined;
	const client = {
		call: async (request: Sent) => {
			sent = request;
			throw new Error('It is only looked at');
		},
	};
	await call(client as unknown as Client).catch(() => undefined);
	if (!sent) throw new Error('The call of the row sends no request');
	return sent;
}
