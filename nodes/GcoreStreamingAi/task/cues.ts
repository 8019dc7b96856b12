import type { Phrase } from './phrases';

/** @param separator between seconds and milliseconds: "," in SRT, "." in WebVTT */
function formatTime(ms: number, separator: ',' | '.'): string {
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

const ENTITY = /&(?=(?:#[\da-z]{1,8}|[a-z][\da-z]{1,31});)/gi;

/** With a letter or a slash behind it, VLC hides what follows, whether the tag is closed or not. */
const OPENS_TAG = /<(?=\s*[\p{L}/!?])/gu;

/** Closes what is in look-alikes by now, or tells who speaks: some readers hide that. */
const CLOSES_TAG = /(‹[^‹>]*)>/g;
const SPEAKER = />(?=>)|(?<=>)>/g;

/** Look-alikes for what might be a tag: some readers take out all between any < and the next >. */
function escapeTags(text: string): string {
	const end = text.lastIndexOf('>') + 1;
	const closed = text.slice(0, end).replace(/</g, '‹');
	return (closed + text.slice(end).replace(OPENS_TAG, '‹'))
		.replace(SPEAKER, '›')
		.replace(CLOSES_TAG, '$1›');
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
