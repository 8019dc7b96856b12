import { WITHIN } from './text';

declare const isShown: unique symbol;

/** A text fit for the screen: plain and bounded. Only `plain`, `apiText`, `wordsIn` and the tag `shown` make one. */
export type Shown = string & { [isShown]: true };

/**
 * A text for the screen, or one that stands in the code: a literal. The type refuses every other `string`, also what
 * a template without the tag `shown` has put together.
 */
export type OwnWords<T extends string> = T &
	(T extends Shown
		? T
		: // A literal is a property that an empty object lacks; `string` and patterns of it are none.
			Record<never, never> extends Record<T, unknown>
			? never
			: T);

/** A literal, or what is fit for the screen already. */
export const ownWords = <T extends string>(text: OwnWords<T>): Shown => text as string as Shown;

const MOST_SHOWN = 500;

/** Of a value in a text, which may be a whole text for the screen itself. */
const MOST_OF_VALUE = 2 * MOST_SHOWN;

/** Of a text with all its values. */
const MOST_OF_TEXT = 4 * MOST_SHOWN;

/** A text from outside is cut to this before anything looks at it: some are megabytes long, and n8n has one thread. */
const MOST_READ = 4 * MOST_SHOWN;

/** Where a server's stack begins that it has let slip into its text. */
const STACK = /\n[^\S\n]+at .*|Traceback \(most recent call last\).*/s;

/** A gateway's page, which says nothing to a workflow's builder. */
const PAGE = /<(!doctype|\?xml|html|head|body|title|div|center|h[1-6]|p|pre)\b/i;

const EACH_WITHIN = new RegExp(WITHIN, 'gu');

/** What a renderer would take for something else than text, and what stands in its place. */
const MARKUP: ReadonlyArray<[RegExp, string]> = [
	// n8n renders HTML in hints, notifications and details of a failure. Browsers close an open tag themselves, and what
	// stands behind an end is not known here.
	[/<([a-z!/?][^<>]*)>/gi, '‹$1›'],
	[/<(?=[a-z!/?]|$)/gi, '‹'],
	[/&(?=#|[a-z][a-z\d]*;)/gi, '＆'],
	// Its chat renders Markdown, also what has gone wrong there: links and pictures.
	[/\]\(/g, '] ('],
];

/** Cut at a whole character, with a sign that there was more. */
const cut = (text: string, most: number) =>
	text.length > most ? `${text.slice(0, most).replace(/[\ud800-\udbff]$/, '')}…` : text;

/**
 * The one function that makes a foreign text fit for the screen, whether an item, a file, a parameter or an answer has
 * it: one line, bounded, no markup, no half characters, and nothing that cannot be seen: some of it turns the text
 * around that stands next to it. A text that is plain and short stays as it is.
 */
export const plain = (text: string, most = MOST_SHOWN): Shown =>
	cut(
		MARKUP.reduce((left, [sign, word]) => left.replace(sign, word), text.slice(0, MOST_READ))
			.replace(EACH_WITHIN, ' ')
			.replace(/\s+/g, ' ')
			.replace(/\p{Cs}/gu, '\ufffd'),
		most,
	) as Shown;

const MOST_OF_NAME = 40;

/** A plain name or value, cut to where it can still be told from others. */
export const named = (value: unknown): Shown => plain(String(value), MOST_OF_NAME);

/** What n8n evaluates in a text that is saved as a parameter, or collects from it for a model to fill in. */
const CODE: ReadonlyArray<[RegExp, string]> = [
	[/^[=\s]+/, ''],
	[/\$+(?=fromai)/gi, ''],
	[/([{}])(?=\1)/g, '$1 '],
];

/** A plain text that n8n keeps in a workflow: it holds nothing that n8n takes for code of the workflow's. */
export const inert = (text: string): Shown =>
	CODE.reduce<string>((left, [sign, word]) => left.replace(sign, word), plain(text)) as Shown;

/** A tag for templates: what stands in the code stays as it is, and each value is made plain. */
export const shown = (words: TemplateStringsArray, ...values: Array<string | number>): Shown =>
	cut(
		String.raw({ raw: words }, ...values.map((value) => plain(String(value), MOST_OF_VALUE))),
		MOST_OF_TEXT,
	) as Shown;

/**
 * What a server says, without its stack.
 * @returns undefined where it is no text, or a page
 */
export function apiText(value: unknown, most = MOST_SHOWN): Shown | undefined {
	if (typeof value !== 'string') return undefined;
	const text = value.slice(0, MOST_READ);
	if (PAGE.test(text)) return undefined;
	const clean = plain(text.replace(STACK, ''), MOST_READ).trim();
	return clean ? plain(clean, most) : undefined;
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
export function wordsIn(body: unknown): Shown | undefined {
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
	return found.length > 0 ? plain(found.join('; ')) : undefined;
}
