import type { Phrase } from './phrases';

/** @param separator between seconds and milliseconds: "," in SRT, "." in WebVTT */
export function formatTime(ms: number, separator: ',' | '.'): string {
	const pad = (value: number, digits: number) => String(Math.floor(value)).padStart(digits, '0');
	const clock = [ms / 3_600_000, (ms / 60_000) % 60, (ms / 1000) % 60].map((part) => pad(part, 2));
	return `${clock.join(':')}${separator}${pad(ms % 1000, 3)}`;
}

/** With a blank line behind the last cue too: some players drop it otherwise. */
const cues = (phrases: Phrase[], separator: ',' | '.', escape: (text: string) => string) =>
	phrases
		.map(
			({ startMs, endMs, text }, index) =>
				`${index + 1}\n${formatTime(startMs, separator)} --> ${formatTime(endMs, separator)}\n${escape(text)}\n\n`,
		)
		.join('');

/** WebVTT takes these for markup. */
const escapeVtt = (text: string) =>
	text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');

/** A line of speech like this would begin a new cue. */
const TIMES_ARROW = /(\d[^\S\n]*)-->(?=[^\S\n]*[-+]?\d)/g;

/** What players take for a line break or a space, in any case: libass and VLC. */
const BACKSLASH = /\\(?=[nh])/gi;

const ENTITY = /&(?=#?[\da-z]{1,31};)/gi;

/**
 * Look-alikes for what might be a tag. Some readers take out all between < and the next >, others hide what follows a <
 * with a letter or slash behind it, closed or not, and a >> with a colon somewhere behind it.
 */
function escapeTags(text: string): string {
	const lastEnd = text.lastIndexOf('>');
	let open = 0;
	return text.replace(/<(?=\s*([\p{L}/!?])?)|>+/gu, (found, letter: unknown, at: number) => {
		if (found === '<') {
			if (at > lastEnd && letter === undefined) return found;
			open++;
			return '‹';
		}
		const isPart = open > 0 || found.length > 1;
		open = Math.max(0, open - found.length);
		return isPart ? '›'.repeat(found.length) : found;
	});
}

/** SRT knows no escapes, so what readers take for a code is written in characters that look alike. */
const escapeSrt = (text: string) =>
	escapeTags(text.replace(TIMES_ARROW, '$1->'))
		.replace(/\{/g, '｛')
		.replace(/\}/g, '｝')
		.replace(BACKSLASH, '＼')
		.replace(ENTITY, '＆');

/** Phrases as SubRip. */
export const srtOf = (phrases: Phrase[]): string => cues(phrases, ',', escapeSrt);

/** Phrases as WebVTT (https://www.w3.org/TR/webvtt1/). @param metadata lines for its header */
export const vttOf = (phrases: Phrase[], metadata: string[]): string =>
	['WEBVTT', ...metadata, '', cues(phrases, '.', escapeVtt)].join('\n');
