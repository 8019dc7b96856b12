/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a server for tests, not part of the package */
import { createServer, type IncomingMessage } from 'node:http';
import { callOf, type Description } from '../../scripts/judge/description';
import { close, listen, readBody } from '../standin/wire';
import { unknownNames, type Names } from './names';

/** A request as the judge has seen it. */
export interface Seen extends Names {
	/** Its name in the description, or what was sent where it is no call of that. */
	call: string;
	/** The status that the node was answered. */
	status: number;
	/** What of the description it has broken. */
	complaints: string[];
}

/** An answer that is to come in place of the stand-in's: the one that is documented for this call and status. */
export interface Wanted {
	call: string;
	status: number;
}

export interface Judge {
	/** Where the node asks, in Gcore's place. */
	url: string;
	seen: Seen[];
	close(): Promise<void>;
}

interface Violation {
	location: string[];
	message: string;
}

/** What Prism says of a request. Of its own answers it says something too, which is not the node's doing. */
function complaintsOf({ headers }: Response, text: string): string[] {
	const said = JSON.parse(headers.get('sl-violations') ?? '[]') as Violation[];
	const all = said.filter(({ location: [of] }) => of === 'request').map(({ message }) => message);
	// There is no such call, or it has no key.
	if (headers.get('content-type')?.startsWith('application/problem+json')) all.push(text);
	return all;
}

async function forwarded(base: string, req: IncomingMessage, body: string, prefer?: number) {
	const { authorization, 'content-type': type } = req.headers;
	const response = await fetch(base + req.url!, {
		method: req.method,
		headers: {
			...(authorization && { authorization }),
			...(type && { 'content-type': type }),
			...(prefer && { prefer: `code=${prefer}` }),
		},
		...(body && { body }),
	});
	return { response, text: await response.text() };
}

/**
 * Stands between the node and a stand-in: has Prism look at each request, and hands on the stand-in's answer, with which
 * an operation goes on as it would at Gcore.
 */
export async function startJudge(
	description: Description,
	prism: string,
	standIn: string,
	wanted?: Wanted,
): Promise<Judge> {
	const seen: Seen[] = [];
	const judgeOne = async (req: IncomingMessage) => {
		const body = String(await readBody(req));
		const { pathname, searchParams } = new URL(req.url!, standIn);
		const known = callOf(description, req.method!, pathname);
		const call = known ?? `${req.method} ${pathname}`;
		const isWanted = wanted?.call === call;
		const judged = await forwarded(prism, req, body, isWanted ? wanted.status : undefined);
		const { response, text } = isWanted ? judged : await forwarded(standIn, req, body);
		const sent = {
			query: [...searchParams.keys()],
			body: body ? Object.keys(JSON.parse(body) as object) : [],
		};
		const complaints = complaintsOf(judged.response, judged.text);
		if (known) complaints.push(...unknownNames(description, known, sent));
		seen.push({ ...sent, call, status: response.status, complaints });
		return { status: response.status, text, type: response.headers.get('content-type') };
	};
	const server = createServer((req, res) => {
		judgeOne(req).then(
			({ status, text, type }) =>
				res.writeHead(status, type ? { 'content-type': type } : {}).end(text),
			(error: Error) => {
				// A bug here must not pass for an answer.
				const complaints = [String(error)];
				seen.push({ query: [], body: [], call: req.url!, status: 599, complaints });
				res.writeHead(599).end();
			},
		);
	});
	const port = await listen(server, 0, '127.0.0.1');
	return { url: `http://127.0.0.1:${port}`, seen, close: async () => await close(server) };
}
