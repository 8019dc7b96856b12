import { byStart, type Phrase } from './phrases';

/** What fits on a screen below a picture. */
const LINES_PER_PHRASE = 2;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

const WITHOUT_SPACES =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** White space that lines may be broken at: not the no-break spaces. */
const BREAKING_SPACE = /[^\S\u00a0\u2007\u202f]+/;

/** A dash at the start of a line tells that someone else speaks. */
const NEXT_SPEAKER = /\n(?=[-\u2010-\u2015])/;

const OPENING = /^[\p{Ps}\p{Pi}]+$/u;

/** A segmenter's time grows with the square of a text's length in V8, so it is given a piece at a time. */
const PIECE = 256;
const HALF = /[\ud800-\udbff]/;

/**
 * The segments of a text, by piece. Only one that is as long as a piece may be cut.
 * @param cut gives those of a piece
 */
function* segmentsOf<T extends string | Intl.SegmentData>(
	cut: (piece: string) => T[],
	text: string,
): Generator<T[]> {
	for (let at = 0; at < text.length; ) {
		// Not between the halves of a character.
		const end = at + PIECE + (HALF.test(text.charAt(at + PIECE - 1)) ? 1 : 0);
		const segments = cut(text.slice(at, end));
		// The last one may go on in the next piece.
		const last = segments.length > 1 && end < text.length ? segments.pop()! : '';
		yield segments;
		at = end - (typeof last === 'string' ? last : last.segment).length;
	}
}

/** Letters of which each is one character. They need no help of Intl, which takes some microseconds for each. */
const SIMPLE =
	/^[\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u05d0-\u05ea\u3000-\u3029\u3031-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e]*$/;

/**
 * A letter or a sign with its marks, where no rule but "marks belong to what stands before" applies (UAX 29), and half
 * a character. Not: flags, skin tones, format characters such as joiners, the scripts of India, jamo. A mark is never
 * taken for a letter: a text could be read in many ways otherwise, and each would be tried.
 */
const CLUSTER = String.raw`(?:(?![\p{M}\u0e33\u0eb3\p{Cf}\p{Emoji_Modifier}\p{RI}])[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{Script=Armenian}\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Thai}\p{Script=Lao}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\uac00-\ud7a3\p{Nd}\p{P}\p{S}\p{Zs}][\p{Mn}\p{Me}\u0e33\u0eb3]*|\p{Cs})`;
const CLUSTERS = new RegExp(`^${CLUSTER}*$`, 'u');
const EACH_CLUSTER = new RegExp(CLUSTER, 'gu');

const graphemesOf = (piece: string): string[] =>
	CLUSTERS.test(piece)
		? piece.match(EACH_CLUSTER)!
		: Array.from(graphemes.segment(piece), ({ segment }) => segment);

const wordsOf = (piece: string) => [...words.segment(piece)];

/** The characters of a text as people count them. */
const charactersOf = (text: string): string[] =>
	SIMPLE.test(text) ? text.split('') : [...segmentsOf(graphemesOf, text)].flat();

/** Whether a text has no more characters than a line may have. No more of it is gone through than that takes. */
function isWithin(text: string, most: number): boolean {
	// A character is one unit of the text at least.
	if (text.length <= most) return true;
	if (SIMPLE.test(text)) return false;
	let width = 0;
	for (const { length } of segmentsOf(graphemesOf, text)) {
		width += length;
		if (width > most) return false;
	}
	return true;
}

/** Nobody says as much without a pause: a longer one is broken anywhere, and quickly. */
const LONGEST_WORD = 2000;

/** The parts of a word between which a line may be broken. Punctuation stays with the word that it belongs to. */
function partsOf(word: string): string[] {
	if (word.length > LONGEST_WORD || !WITHOUT_SPACES.test(word)) return [word];
	const parts = [''];
	// As the first does, and what stands behind an opening bracket.
	let belongs = true;
	for (const { segment, isWordLike } of [...segmentsOf(wordsOf, word)].flat()) {
		const opens = OPENING.test(segment);
		if (belongs || !(isWordLike || opens)) parts[parts.length - 1] += segment;
		else parts.push(segment);
		belongs = opens;
	}
	return parts;
}

interface Line {
	text: string;
	width: number;
}

/** A word that is longer than a line is broken too: a player would cut it off, or break it where it likes. */
function linesOf(text: string, most: number): Line[] {
	const lines: Line[] = [];
	let line: Line = { text: '', width: 0 };
	const end = () => {
		if (line.width > 0) lines.push(line);
		line = { text: '', width: 0 };
	};
	const add = (part: string, width: number, space: string) => {
		if (line.width + space.length + width > most) end();
		const between = line.width > 0 ? space : '';
		line.text += between + part;
		line.width += between.length + width;
	};
	for (const word of text.split(BREAKING_SPACE)) {
		let space = ' ';
		// Most words fit, so their parts need not be looked for.
		if (isWithin(word, most - line.width - space.length)) {
			add(word, charactersOf(word).length, space);
			continue;
		}
		for (const part of partsOf(word)) {
			const characters = charactersOf(part);
			if (characters.length <= most) add(part, characters.length, space);
			else {
				end();
				for (const character of characters) add(character, 1, '');
			}
			space = '';
		}
	}
	end();
	return lines;
}

function fit(phrase: Phrase, most: number): Phrase[] {
	const own = phrase.text.split('\n');
	if (own.length <= LINES_PER_PHRASE && own.every((line) => isWithin(line, most))) return [phrase];
	const lines = phrase.text.split(NEXT_SPEAKER).flatMap((speech) => linesOf(speech, most));
	const total = lines.reduce((sum, { width }) => sum + width, 0);
	const duration = phrase.endMs - phrase.startMs;
	const parts: Phrase[] = [];
	let startMs = phrase.startMs;
	let told = 0;
	for (let at = 0; at < lines.length; at += LINES_PER_PHRASE) {
		const shown = lines.slice(at, at + LINES_PER_PHRASE);
		told += shown.reduce((sum, { width }) => sum + width, 0);
		// A part has a millisecond at least: what ends as it starts is not shown.
		const share = phrase.startMs + Math.round((duration * told) / total);
		const endMs = Math.max(share, startMs + 1);
		parts.push({ startMs, endMs, text: shown.map(({ text }) => text).join('\n') });
		startMs = endMs;
	}
	return parts;
}

/**
 * Phrases whose lines have a number of characters at most, and which have two lines at most: a longer one becomes
 * several, each with its share of the time. Phrases that fit stay as they are.
 * @param most characters as people see them, from 1 up; 0 changes nothing
 */
export const fitLines = (phrases: Phrase[], most: number): Phrase[] =>
	most === 0 ? phrases : byStart(phrases.flatMap((phrase) => fit(phrase, most)));
