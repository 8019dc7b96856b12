export const DEFAULT_BASE_URL = 'https://api.gcore.com';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** The bare token of what a user has pasted: without white space around it and without the scheme word. */
export const bareToken = (pasted: string) => pasted.trim().replace(/^apikey(\s+|$)/i, '');

/** What keeps the key of a credential from being sent; undefined when nothing does. */
export function tokenFlaw(pasted: string): string | undefined {
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
	entered: string | undefined,
): { url: string; flaw?: never } | { url?: never; flaw: string } {
	const text = (entered ?? '').trim() || DEFAULT_BASE_URL;
	const flaw = addressFlaw(text);
	if (flaw) return { flaw };
	const { origin, pathname, search, hash, username, password } = new URL(text);
	if (search || hash || username || password) {
		return { flaw: `'Base URL' must be a bare address. Use ${DEFAULT_BASE_URL}` };
	}
	return { url: `${origin}${pathname}`.replace(/\/+$/, '') };
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
