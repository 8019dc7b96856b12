/** What readers take out of a text without showing it. Anything else in angle brackets is words. */
const TAG = /<\/?(?:[bcisuv]|lang|ruby|rt|font|span|em|strong)(?=[\s.>/])[^<>]*>|<\d[\d:.]*>/gi;

const ENTITY = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos|nbsp|lrm|rlm));/gi;

const ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
	nbsp: '\u00a0',
	lrm: '\u200e',
	rlm: '\u200f',
};

/** A text with the characters that its entities stand for. */
export function decoded(text: string): string {
	return text.replace(ENTITY, (_entity, digits?: string, hex?: string, name?: string) => {
		if (name !== undefined) return ENTITIES[name.toLowerCase()];
		const code = digits === undefined ? parseInt(hex!, 16) : Number(digits);
		return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : '\uFFFD';
	});
}

/** What readers show of a cue: line breaks for <br>, and no tags. */
export const withoutTags = (text: string): string =>
	text.replace(/<br ?\/?>/gi, '\n').replace(TAG, '');
