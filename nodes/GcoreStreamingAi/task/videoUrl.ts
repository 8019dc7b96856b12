import { badParameter } from '../gcore/failures';
import { shown } from '../gcore/shown';
import { LONGEST_URL, strayCharacter, unquoted } from '../gcore/text';

/** URL.canParse leaves out slashes and host for itself to fill in. Twice the scheme is two addresses in one field. */
const HTTP_ADDRESS = /^https?:\/\/(?!https?:)[^/?#]/i;

/** The host and what stands before and behind it, up to where a path, a query or a fragment begins. */
const AUTHORITY = /^https?:\/\/([^/?#]*).*$/is;

/** User, host and port of which no two readers make different hosts: no second @, no escapes or blanks in a host. */
const PLAIN_AUTHORITY =
	/^(?:[^\s@[\]<>"^`{|}]+@)?(?:\[[\da-f:.]+\]|[^\s@:[\]<>"^`{|}%]+)(?::\d*)?$/i;

/** Without a path, some look for an @ in what others take for the query or the fragment. */
const AT_WITHOUT_PATH = /^https?:\/\/[^/?#]*[?#][^/]*@/i;

const IPV4 = /^\d+\.\d+\.\d+\.\d+$/;

/**
 * Whether programs that read an address may disagree about its host: then what n8n has checked is not what Gcore
 * fetches, or Gcore fetches nothing.
 */
function isAmbiguous(url: string): boolean {
	// A backslash is a slash to browsers (WHATWG URL, 4.4), and a character like others to the rest (RFC 3986).
	if (/^[^?#]*\\/.test(url) || AT_WITHOUT_PATH.test(url)) return true;
	const authority = url.replace(AUTHORITY, '$1');
	if (!PLAIN_AUTHORITY.test(authority)) return true;
	// 0177.0.0.1, 127.1 and 2130706433 are the same machine to some, and names to others.
	const { hostname } = new URL(url);
	if (!IPV4.test(hostname)) return false;
	// PLAIN_AUTHORITY takes one @ at most.
	return !authority.slice(authority.indexOf('@') + 1).startsWith(hostname);
}

/**
 * The address of a video as it is to be sent: to the letter, for it may be signed, but without what cannot be seen
 * and quotes around it.
 * @throws GcoreFailure naming the field
 */
export function videoUrl(text: string): string {
	if (text.length > LONGEST_URL) {
		throw badParameter(
			'Video URL',
			`is longer than ${LONGEST_URL} characters`,
			'Give the address of a video file alone.',
		);
	}
	const url = unquoted(text);
	if (!url) {
		throw badParameter('Video URL', 'is empty', 'Give the address of a video file.');
	}
	const stray = strayCharacter(url);
	if (stray) {
		throw badParameter(
			'Video URL',
			shown`holds ${stray}`,
			'Take it out, or copy the address anew.',
		);
	}
	if (!HTTP_ADDRESS.test(url) || !URL.canParse(url)) {
		throw badParameter(
			'Video URL',
			'is not an http or https address',
			'Give the public address of a video file, for example https://example.com/video.mp4.',
		);
	}
	if (isAmbiguous(url)) {
		throw badParameter(
			'Video URL',
			'names its host in a way that programs read differently',
			'Give it as https://host/path, without a backslash, a blank or a second @ before the path.',
		);
	}
	return url;
}
