/** Longer than any video. What lies beyond, such as the time of a clock in seconds, is not a place in one. */
const LONGEST_MS = 10_000 * 3_600_000;

/** As long as a time can be in any of its spellings; patterns see nothing longer. */
const MOST_CHARACTERS = 64;

const SIGNED = /^([-+\u2212]?) ?(.*)$/;

/** Hours may be left out, and so may the fraction; its separator is ".", in SRT "," and in some programs ":". */
const CLOCK = /^(?:(\d+):(\d{1,2})|(\d+)):(\d{1,2})(?:[.,](\d+)|:(\d{3}))?$/;

/** What Python writes for a day and more, and for less than nothing ("-1 day, 23:59:59.880000"). */
const DAYS = /^(\d+) days?,? ?(?=\d)/i;

const SECONDS = /^(\d*[.,]?\d+|\d+[.,]) ?(m?s|sec|seconds?)?$/i;

/** ISO 8601 ("PT1M2.5S"), and the same without its letters in front. */
const DURATION = /^(?:PT)?(?=\d)(?:(\d+)h)? ?(?:(\d+)m)? ?(?:(\d+(?:[.,]\d+)?)s)?$/i;

const decimal = (digits: string) => Number(digits.replace(',', '.'));

function clockMs(time: string): number | undefined {
	const match = CLOCK.exec(time);
	if (!match) return undefined;
	const [, hours = '0', minutesOfHour, minutes = minutesOfHour, seconds, ...fractions] = match;
	const fraction = fractions[0] ?? fractions[1] ?? '';
	const ms = Number(fraction.padEnd(3, '0').slice(0, 3));
	return ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds)) * 1000 + ms;
}

function secondsMs(time: string): number | undefined {
	const match = SECONDS.exec(time);
	if (!match) return undefined;
	const [, digits, unit = ''] = match;
	return decimal(digits) * (unit.toLowerCase() === 'ms' ? 1 : 1000);
}

function durationMs(time: string): number | undefined {
	const match = DURATION.exec(time);
	if (!match) return undefined;
	const [, hours = '0', minutes = '0', seconds = '0'] = match;
	return ((Number(hours) * 60 + Number(minutes)) * 60 + decimal(seconds)) * 1000;
}

/** NaN where it cannot be read. */
function textMs(text: string): number {
	const [, sign, time] = SIGNED.exec(text.trim().replace(/\s+/g, ' '))!;
	const factor = sign === '' || sign === '+' ? 1 : -1;
	const days = DAYS.exec(time);
	if (days) {
		const rest = clockMs(time.slice(days[0].length)) ?? NaN;
		return factor * Number(days[1]) * 86_400_000 + rest;
	}
	return factor * (clockMs(time) ?? secondsMs(time) ?? durationMs(time) ?? NaN);
}

/**
 * A place in a video: Gcore's "HH:mm:ss.fff", and other spellings where it is clear what they mean. A number is one of
 * seconds, as Whisper has them.
 * @returns whole milliseconds, 0 for what lies before the start; undefined when it cannot be read
 */
export function parseTime(time: unknown): number | undefined {
	const isText = typeof time === 'string' && time.length <= MOST_CHARACTERS;
	const ms = typeof time === 'number' ? time * 1000 : isText ? textMs(time) : NaN;
	// Nothing compares with what is not a number.
	return ms < LONGEST_MS ? Math.max(0, Math.round(ms)) : undefined;
}
