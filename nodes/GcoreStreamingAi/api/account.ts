export const DEFAULT_BASE_URL = 'https://api.gcore.com';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** The bare token of what a user has pasted: without white space around it and without the scheme word. */
export const bareToken = (pasted: string) => pasted.trim().replace(/^apikey(\s+|$)/i, '');

/** What keeps the key of a credential from being sent; undefined when nothing does. */
export function tokenFlaw(pasted: unknown): string | undefined {
	// What an expression finds nowhere.
	if (pasted === undefined || pasted === null) return "'API Key' is empty";
	if (typeof pasted !== 'string') return "'API Key' is not text";
	const token = bareToken(pasted);
	if (!token) return "'API Key' is empty";
	// No token has others, and Node refuses most of them in a header.
	return /[^\x20-\x7e]/.test(token) ? "'API Key' holds characters that no token has" : undefined;
}

/**
 * What forbids to send the key to an address; undefined when nothing does.
 * Plain http would send the token readable to everyone on the way, so it is for this machine only.
 * @param base what a relative address counts from
 */
export function addressFlaw(address: string, base?: string): string | undefined {
	let url: URL;
	try {
		url = new URL(address, base);
	} catch {
		return `'Base URL' is not a URL. Use ${DEFAULT_BASE_URL}`;
	}
	const local = LOCAL_HOSTS.includes(url.hostname);
	if (url.protocol === 'https:' || (local && url.protocol === 'http:')) return undefined;
	return `'Base URL' must start with https://. Use ${DEFAULT_BASE_URL}`;
}

/**
 * The credential's base URL without a trailing slash.
 * @returns the URL, or what is wrong with it
 */
export function parseBaseUrl(
	entered: unknown,
): { url: string; flaw?: never } | { url?: never; flaw: string } {
	const text = String(entered ?? '').trim() || DEFAULT_BASE_URL;
	const flaw = addressFlaw(text);
	if (flaw) return { flaw };
	const { origin, pathname, search, hash, username, password } = new URL(text);
	if (search || hash || username || password) {
		return { flaw: `'Base URL' must be a bare address. Use ${DEFAULT_BASE_URL}` };
	}
	return { url: `${origin}${pathname}`.replace(/\/+$/, '') };
}

/**
 * What forbids to give the key to a request of any node that uses the credential: it is for the origin of the
 * credential's Base URL alone. Whoever may use a shared credential could send it to a server of their own otherwise.
 * @param address of the request
 * @param base what a relative address counts from
 * @param entered the credential's Base URL
 * @returns undefined when nothing does
 */
export function recipientFlaw(
	address: string,
	base: string | undefined,
	entered: unknown,
): string | undefined {
	const account = parseBaseUrl(entered);
	const flaw = account.flaw ?? addressFlaw(address, base);
	if (flaw) return flaw;
	const own = new URL(account.url as string).origin;
	const { origin } = new URL(address, base);
	return origin === own
		? undefined
		: `The API key is sent to ${own} alone, the origin of 'Base URL' in the credential, and this request goes to ${origin}. Use another credential for it`;
}

/** A shorter token would be found in words that have nothing to do with it. */
const SHORTEST_TOKEN = 6;

const inJson = (text: string) => JSON.stringify(text).slice(1, -1);

/** An answer without the token, should a server have put it there: proxies like to show what they were asked. */
export function withoutToken(answer: unknown, token: string): unknown {
	const bare = token.length < SHORTEST_TOKEN ? `apikey ${token}` : token;
	const spellings = [inJson(inJson(bare)), inJson(bare), bare, encodeURIComponent(bare)];
	const text = JSON.stringify(answer) ?? '';
	if (!spellings.some((spelling) => text.includes(inJson(spelling)))) return answer;
	const clean = (value: unknown): unknown => {
		if (typeof value === 'string') {
			return spellings.reduce((left, spelling) => left.replaceAll(spelling, '[API key]'), value);
		}
		if (typeof value !== 'object' || value === null) return value;
		if (Array.isArray(value)) return value.map(clean);
		return Object.fromEntries(Object.entries(value).map((entry) => entry.map(clean)));
	};
	return clean(answer);
}
