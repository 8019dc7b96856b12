/** No white space, no control character, and not what Unicode says is drawn as nothing (UAX 44, DI). */
const VISIBLE = /[^\s\p{Cc}\p{DI}\u2800]/u;

/** Joiners and variants have a use in other scripts and in emoji, and only there. */
export const WITHIN = /(?![\p{Join_C}\p{VS}\u{e0020}-\u{e007f}])[\p{Cc}\p{DI}\u2028\u2029\u2800]/u;
const JOINER_WITHIN = /[\x20-\x7e][\p{Join_C}\p{VS}\u{e0020}-\u{e007f}]/u;

/** Of an address that somebody gives, in characters: longer than any browser or server takes. */
export const LONGEST_URL = 65_536;

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
