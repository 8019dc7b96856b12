import { byStart, type Phrase } from './phrases';

/** What fits on a screen below a picture. */
const LINES_PER_PHRASE = 2;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });
const words = new Intl.Segmenter(undefined, { granularity: 'word' });

const WITHOUT_SPACES =
	/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** White space that lines may be broken at: not the no-break spaces. */
const BREAKING_SPACE = /[^\S\u00a0\u2007\u202f]+/;

const OPENING = /^[\p{Ps}\p{Pi}]+$/u;

/** Seen as one each. Plain letters need no help of Intl, which takes its time. */
const charactersOf = (text: string): string[] =>
	/^[\x20-\x7e]*$/.test(text)
		? text.split('')
		: Array.from(graphemes.segment(text), ({ segment }) => segment);

/** How many characters a text has, as people count them. */
const widthOf = (text: string): number =>
	/^[\x20-\x7e]*$/.test(text) ? text.length : charactersOf(text).length;

/** The parts of a word between which a line may be broken. Punctuation stays with the word that it belongs to. */
function partsOf(word: string): string[] {
	if (!WITHOUT_SPACES.test(word)) return [word];
	const parts: string[] = [];
	let isOpen = false;
	for (const { segment, isWordLike } of words.segment(word)) {
		const opens = OPENING.test(segment);
		if (parts.length > 0 && (isOpen || !(isWordLike || opens))) parts[parts.length - 1] += segment;
		else parts.push(segment);
		isOpen = opens;
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
		if (line.width > 0 && line.width + space.length + width > most) end();
		const between = line.width > 0 ? space : '';
		line.text += between + part;
		line.width += between.length + width;
	};
	for (const word of text.split(BREAKING_SPACE)) {
		let space = ' ';
		for (const part of partsOf(word)) {
			const width = widthOf(part);
			if (width <= most) add(part, width, space);
			else {
				end();
				for (const character of charactersOf(part)) add(character, 1, '');
			}
			space = '';
		}
	}
	end();
	return lines;
}

function fit(phrase: Phrase, most: number): Phrase[] {
	const own = phrase.text.split('\n');
	if (own.length <= LINES_PER_PHRASE && own.every((line) => widthOf(line) <= most)) return [phrase];
	const lines = linesOf(phrase.text, most);
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
