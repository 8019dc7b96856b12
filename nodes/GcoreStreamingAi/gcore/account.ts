import { strayCharacter, trimmed, unquoted } from './text';

export const DEFAULT_BASE_URL = 'https://api.gcore.com';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** What a token is written behind where people copy it from: a header, curl's option for one, a setting's name. */
const LABELS = [
	/^(?:-H|--header)[\s=]*(?=\W?authorization)/i,
	/^(["']?)authorization\1\s*[:=]\s*/i,
	/^(["']?)(?:export\s+)?(?:[\w-]*api[\s_-]?(?:key|token)|(?:gcore[_-])?token)\1\s*[:=]\s*/i,
	/^api(?:[\s_-]?key\s+|key$)/i,
];

/** The bare token of what a user has pasted: without what cannot be seen, quotes, and what it is written behind. */
export function bareToken(pasted: string): string {
	let [token, before] = [pasted, ''];
	do {
		before = token;
		token = trimmed(token);
		// The end of a line of a shell that goes on in the next.
		if (token.endsWith(' \\')) token = token.slice(0, -2);
		for (const label of LABELS) token = token.replace(label, '');
		token = unquoted(token);
	} while (token !== before);
	return token;
}

/** Schemes of other keys. Gcore knows Bearer too, for tokens that last for an hour. */
const OTHER_SCHEME = /^(bearer|basic|digest|token|jwt)(?:[\s:]|$)/i;

/** What stands in instructions and scripts where a token belongs, or is left of one that was not shown whole. */
const PLACEHOLDERS = [
	/^[=$]?(?:\{.*\}|\[.*\]|\(.*\)|%\w+%)$/,
	/^\$(?:env\b|[A-Z_]{2,}$|\w*(?:key|token)\w*$)/i,
	/^(?:process\.env|os\.environ|os\.getenv)\b/,
	/^(?=.*(?:key|token))(?:(?:your|my|the|own|here|enter|paste|insert|put|add|replace|with|gcore|permanent|personal|secret|access|auth|api|key|token|value|goes)[\s_.:-]*)+$/i,
	/^(?:change[\s_-]?me|replace[\s_-]?me|placeholder|todo|undefined|null)$/i,
	/\*{3}|x{6}|\.{3}$|^(.)\1{2,}$/i,
];
/** Those are short; a longer text is not gone through for them. */
const LONGEST_PLACEHOLDER = 100;

/** In characters. Gcore's keys have some hundred; servers take no header much longer than this. */
const LONGEST_KEY = 8192;

/** What keeps the key of a credential from being sent, never with the key in it; undefined when nothing does. */
export function tokenFlaw(pasted: unknown): string | undefined {
	// What an expression finds nowhere.
	if (pasted === undefined || pasted === null) return "'API Key' is empty";
	if (typeof pasted !== 'string') return "'API Key' is not text";
	if (pasted.length > LONGEST_KEY) return `'API Key' is longer than ${LONGEST_KEY} characters`;
	const token = bareToken(pasted);
	if (!token) return "'API Key' is empty";
	const stray = strayCharacter(token);
	if (stray) return `'API Key' holds ${stray}`;
	// No token has others, and Node refuses most of them in a header.
	if (/[^\x20-\x7e]/.test(token)) return "'API Key' holds characters that no token has";
	if (token.length <= LONGEST_PLACEHOLDER && PLACEHOLDERS.some((sign) => sign.test(token))) {
		return "'API Key' holds a placeholder or a masked token. Paste the token itself";
	}
	const [, scheme] = OTHER_SCHEME.exec(token) ?? [];
	if (scheme) {
		return `'API Key' begins with the word ${scheme}, as keys of another kind do. Paste a permanent API token, alone`;
	}
	return /^https?:\/\//i.test(token)
		? "'API Key' holds an address. Paste the token that Gcore has shown"
		: undefined;
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

/** In characters. It is read anew for each request. */
const LONGEST_BASE_URL = 2048;

/**
 * The credential's base URL without a trailing slash.
 * @returns the URL, or what is wrong with it
 */
export function parseBaseUrl(
	entered: unknown,
): { url: string; flaw?: never } | { url?: never; flaw: string } {
	const given = String(entered ?? '');
	if (given.length > LONGEST_BASE_URL) {
		return {
			flaw: `'Base URL' is longer than ${LONGEST_BASE_URL} characters. Use ${DEFAULT_BASE_URL}`,
		};
	}
	const text = given.trim() || DEFAULT_BASE_URL;
	const flaw = addressFlaw(text);
	if (flaw) return { flaw };
	const { origin, pathname, search, hash, username, password } = new URL(text);
	if (search || hash || username || password) {
		return { flaw: `'Base URL' must be a bare address. Use ${DEFAULT_BASE_URL}` };
	}
	// By hand: a pattern for the end of a text begins anew at each of its slashes.
	let end = pathname.length;
	while (pathname[end - 1] === '/') end--;
	return { url: origin + pathname.slice(0, end) };
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
	const inText = inJson(bare);
	const spellings = [...new Set([inJson(inText), inText, bare, encodeURIComponent(bare)])];
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
