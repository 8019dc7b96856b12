export const DEFAULT_BASE_URL = 'https://api.gcore.com';

const LOCAL_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** The bare token of what a user has pasted: without white space around it and without the scheme word. */
export const bareToken = (pasted: string) => pasted.trim().replace(/^apikey\s+/i, '');

/**
 * The credential's base URL without a trailing slash.
 * Plain http would send the token readable to everyone on the way, so it is for this machine only.
 * @returns the URL, or what is wrong with it
 */
export function parseBaseUrl(
	entered: string | undefined,
): { url: string; flaw?: never } | { url?: never; flaw: string } {
	const text = (entered ?? '').trim() || DEFAULT_BASE_URL;
	let url: URL;
	try {
		url = new URL(text);
	} catch {
		return { flaw: `'Base URL' is not a URL. Use ${DEFAULT_BASE_URL}` };
	}
	const local = LOCAL_HOSTS.includes(url.hostname);
	if (url.protocol !== 'https:' && !(local && url.protocol === 'http:')) {
		return { flaw: `'Base URL' must start with https://. Use ${DEFAULT_BASE_URL}` };
	}
	if (url.search || url.hash || url.username) {
		return { flaw: `'Base URL' must be a bare address. Use ${DEFAULT_BASE_URL}` };
	}
	return { url: `${url.origin}${url.pathname}`.replace(/\/+$/, '') };
}
