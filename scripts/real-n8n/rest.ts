import { BROWSER_ID } from './owner';

/** n8n answered, but not with what was asked for. */
export class RestError extends Error {
	constructor(
		readonly method: string,
		readonly path: string,
		readonly status: number,
		readonly answer: string,
	) {
		super(`n8n answered ${method} ${path} with ${status}: ${messageOf(answer)}`);
	}
}

/** Speaks to one n8n over HTTP and keeps its session cookie. */
export class RestSession {
	private cookies = new Map<string, string>();

	constructor(readonly baseUrl: string) {}

	/** The cookies of the session, for a browser that is to be signed in as well. */
	get sessionCookies(): Array<{ name: string; value: string }> {
		return [...this.cookies].map(([name, value]) => ({ name, value }));
	}

	/**
	 * The `data` of n8n's answer, or the whole answer where it has none.
	 * @throws RestError for every status but 2xx.
	 */
	async request<T>(method: string, path: string, body?: unknown): Promise<T> {
		const text = await this.requestText(method, path, body);
		if (text === '') return undefined as T;
		const answer = JSON.parse(text) as T | { data: T };
		return typeof answer === 'object' && answer !== null && 'data' in answer
			? answer.data
			: (answer as T);
	}

	/**
	 * n8n's answer as it is, such as a file.
	 * @throws RestError for every status but 2xx.
	 */
	async requestText(method: string, path: string, body?: unknown): Promise<string> {
		const response = await fetch(`${this.baseUrl}${path}`, {
			method,
			headers: {
				'browser-id': BROWSER_ID,
				cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
				...(body === undefined ? {} : { 'content-type': 'application/json' }),
			},
			body: body === undefined ? undefined : JSON.stringify(body),
			signal: AbortSignal.timeout(120_000),
		});
		for (const cookie of response.headers.getSetCookie()) {
			const [name, ...value] = cookie.split(';')[0].split('=');
			this.cookies.set(name, value.join('='));
		}
		const text = await response.text();
		if (!response.ok) throw new RestError(method, path, response.status, text);
		return text;
	}
}

function messageOf(answer: string): string {
	try {
		const { message } = JSON.parse(answer) as { message?: string };
		return message ?? answer.slice(0, 500);
	} catch {
		return answer.slice(0, 500);
	}
}
