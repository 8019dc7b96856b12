/** No white space, no control character, and not what Unicode says is drawn as nothing (UAX 44, DI). */
const VISIBLE = /[^\s\p{Cc}\p{DI}\u2800]/u;

/** Joiners and variants have a use in other scripts and in emoji, and only there. */
const WITHIN = /(?![\p{Join_C}\p{VS}\u{e0020}-\u{e007f}])[\p{Cc}\p{DI}\u2028\u2029\u2800]/u;
const JOINER_WITHIN = /[\x20-\x7e][\p{Join_C}\p{VS}\u{e0020}-\u{e007f}]/u;

/** What ends an emoji and cannot be seen by itself: its form, or which region's flag it is. */
const FORM = /^[\p{VS}\u{e0020}-\u{e007f}]+/u;
const LONGEST_FORM = 16;

/** Half a character of two, which cannot be encoded. */
const LONE_SURROGATE = /\p{Cs}/u;

/** What people and programs put around a text that is to be told from others. */
const PAIRS = ['""', "''", '``', '“”', '„“', '‘’', '«»', '<>'];

/** Whether a text has nothing in it that can be seen. */
export const isBlank = (text: string): boolean => !VISIBLE.test(text);

/** A text without what cannot be seen at its ends: copied from a page or a chat, it often comes along. */
export function trimmed(text: string): string {
	let [start, end] = [0, text.length];
	const isInvisible = (at: number) => isBlank(String.fromCodePoint(text.codePointAt(at)!));
	// By hand: a pattern for the end of a text begins anew at each of its spaces.
	while (start < end && isInvisible(start)) start += text.codePointAt(start)! > 0xffff ? 2 : 1;
	for (let size = 1; end > start; end -= size) {
		size = end - start > 1 && text.codePointAt(end - 2)! > 0xffff ? 2 : 1;
		if (!isInvisible(end - size)) break;
	}
	const mayHaveForm = end > start && text.charCodeAt(end - 1) > 0x7f;
	const form = mayHaveForm ? FORM.exec(text.slice(end, end + LONGEST_FORM)) : null;
	return text.slice(start, end + (form?.[0].length ?? 0));
}

/** A trimmed text without one pair of quotes or angle brackets around it. */
export function unquoted(text: string): string {
	const bare = trimmed(text);
	const isQuoted = bare.length > 1 && PAIRS.includes(bare[0] + bare[bare.length - 1]);
	return isQuoted ? trimmed(bare.slice(1, -1)) : bare;
}

/** Half a character in a text, which cannot be sent: words for a message, with its place counted from 1. */
export function halfCharacter(text: string): string | undefined {
	const place = text.search(LONE_SURROGATE) + 1;
	return place > 0 ? `half a character at place ${place}` : undefined;
}

/**
 * What a text holds that nobody meant to be in it: an invisible character, or half a character.
 * @returns words for a message, with the place counted from 1; undefined when there is none
 */
export function strayCharacter(text: string): string | undefined {
	const found = WITHIN.exec(text) ?? JOINER_WITHIN.exec(text);
	if (found) {
		const [character] = [...found[0]].slice(-1);
		const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
		return `an invisible character (U+${code}) at place ${found.index + found[0].length - character.length + 1}`;
	}
	return halfCharacter(text);
}

const MOST_SHOWN = 500;

/** A text from outside is cut to this before anything looks at it: some are megabytes long, and n8n has one thread. */
const MOST_READ = 4 * MOST_SHOWN;

/** Where a server's stack begins that it has let slip into its text. */
const STACK = /\n[^\S\n]+at .*|Traceback \(most recent call last\).*/s;

/** A gateway's page, which says nothing to a workflow's builder. */
const PAGE = /<(!doctype|\?xml|html|head|body|title|div|center|h[1-6]|p|pre)\b/i;

const EACH_WITHIN = new RegExp(WITHIN, 'gu');

/** What looks like a tag, as in "no <video> stream". */
const TAG = /<([a-z!/][^<>]*)>/gi;

/** Cut at a whole character, with a sign that there was more. */
const cut = (text: string, most: number) =>
	text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text;

/**
 * A text from outside, fit to be shown: one line, bounded, no markup, no stack, no half characters, and nothing that
 * cannot be seen: some of it turns the text around that stands next to it.
 * @returns undefined where there is none
 */
export function apiText(value: unknown, most = MOST_SHOWN): string | undefined {
	if (typeof value !== 'string') return undefined;
	const text = value.slice(0, MOST_READ);
	if (PAGE.test(text)) return undefined;
	const clean = text
		.replace(STACK, '')
		.replace(TAG, '‹$1›')
		.replace(EACH_WITHIN, ' ')
		.replace(/\s+/g, ' ')
		.replace(/\p{Cs}/gu, '\ufffd')
		.trim();
	return cut(clean, most) || undefined;
}

/** Where the bodies of failures have their words, best first: Gcore's own, RFC 9457's, and those of common frameworks. */
const WORDS = [
	'error',
	'message',
	'msg',
	'detail',
	'errors',
	'error_description',
	'title',
	'reason',
];

const DEEPEST_WORDS = 5;
const MOST_WORDS = 10;

/**
 * What the body of a failure says, in whichever field and form it does: a text, a list of them, by field, or objects.
 * @returns undefined where it says nothing
 */
export function wordsIn(body: unknown): string | undefined {
	const found: string[] = [];
	const say = (words: string | undefined, field: string) => {
		if (words !== undefined) found.push(field ? `${field}: ${words}` : words);
	};
	const read = (value: unknown, field: string, depth: number) => {
		if (found.length >= MOST_WORDS || depth > DEEPEST_WORDS) return;
		if (typeof value !== 'object' || value === null) return say(apiText(value), field);
		if (Array.isArray(value)) {
			for (const each of value.slice(0, MOST_WORDS)) read(each, field, depth + 1);
			return;
		}
		const object = value as Record<string, unknown>;
		const [place] = [object.field, object.loc]
			.flat()
			.filter((one) => typeof one === 'string')
			.slice(-1);
		const name = apiText(place) ?? field;
		const before = found.length;
		for (const key of WORDS) {
			if (!Object.hasOwn(object, key)) continue;
			read(object[key], name, depth + 1);
			if (found.length > before) return;
		}
		// By field, as in {"url": ["is required"]}; a code or a status says nothing to anybody.
		for (const [key, each] of Object.entries(object).slice(0, MOST_WORDS)) {
			const isList = Array.isArray(each) && each.every((one) => typeof one === 'string');
			if (isList || (depth > 0 && typeof each === 'string'))
				read(each, apiText(key) ?? '', depth + 1);
		}
	};
	read(body, '', 0);
	return found.length > 0 ? cut(found.join('; '), MOST_SHOWN) : undefined;
}
