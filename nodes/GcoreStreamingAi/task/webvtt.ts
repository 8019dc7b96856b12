import { decoded, withoutTags } from './markup';
import { cleaned, phraseText, type Row } from './phrases';
import { parseTime } from './times';

/** What a WebVTT text holds. */
export interface Vtt {
	rows: Row[];
	/** Lines of its header such as X-TIMESTAMP-MAP, which ties its times to those of a stream. */
	metadata: string[];
	/** Whether every reader finds all of it. */
	isWellFormed: boolean;
	/** A place where some readers lose words or times. */
	flaw?: Flaw;
}

export interface Flaw {
	/** Counted from 1. */
	line: number;
	/** Goes on after "line 7: ". */
	what: string;
}

const SIGNATURE = /^\uFEFF?WEBVTT(?:[ \t]|$)/;
const METADATA = /^[a-z][\w-]*[ \t]*[:=]/i;
const OTHER_BLOCK = /^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/;
export const LINE_BREAK = /\r\n?|\n/;

const TIME = String.raw`(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}`;
const TIMES = new RegExp(String.raw`^${TIME}[ \t]+-->[ \t]+${TIME}(?:[ \t]|$)`);

interface Cue {
	startMs?: number;
	endMs?: number;
	lines: string[];
	/** Where its times stand. */
	at: number;
}

/** A line with the times of a cue, behind which settings may stand. */
function cueOf(line: string): Cue | undefined {
	const at = line.indexOf('-->');
	if (at === -1) return undefined;
	const startMs = line.lastIndexOf(':', at) === -1 ? undefined : parseTime(line.slice(0, at));
	const [end] = line
		.slice(at + 3)
		.trim()
		.split(/\s/, 1);
	return { startMs, endMs: parseTime(end), lines: [], at: 0 };
}

const NO_TIMES =
	'these are not two times of hours, minutes, seconds and milliseconds with an arrow (-->) between';

/** Goes through the lines, and notes what a strict reader would stumble over. */
class Reader {
	readonly cues: Cue[] = [];
	readonly metadata: string[] = [];
	isStrict = true;
	flaw?: Flaw;

	/** The number of the line that is read. */
	private at = 1;

	private part: 'header' | 'between' | 'other' | 'cue' = 'between';

	/** Lines that may be the name of a cue, and where they begin. */
	private pending: string[] = [];
	private pendingAt = 0;

	private latest = 0;

	read(lines: string[]) {
		const [first] = lines;
		const isSigned = SIGNATURE.test(first) && !first.includes('-->');
		if (isSigned) this.part = 'header';
		else this.isStrict = false;
		for (let index = isSigned ? 1 : 0; index < lines.length; index++) {
			this.at = index + 1;
			this.line(lines[index]);
		}
		this.blank();
	}

	/** Takes down what a strict reader stumbles over. @param what is lost to some readers, if anything is */
	odd(what?: string, line = this.at) {
		this.isStrict = false;
		if (what !== undefined) this.flaw ??= { line, what };
	}

	private line(line: string) {
		const cue = cueOf(line);
		if (cue?.startMs !== undefined) this.begin(cue, line);
		else if (line.trim() === '') this.blank(line);
		else if (this.part === 'cue') this.words(line);
		else if (cue) this.begin(cue, line);
		else if (this.part === 'header') this.header(line);
		else if (this.part === 'between') this.between(line);
	}

	private begin(cue: Cue, line: string) {
		const { startMs = 0, endMs = 0 } = cue;
		if (this.part !== 'between') this.odd('an empty line is missing before this subtitle');
		if (!TIMES.test(line)) this.odd(NO_TIMES);
		else if (endMs <= startMs) this.odd('the subtitle ends before it begins');
		// Players sort them.
		if (startMs < this.latest) this.odd();
		this.latest = startMs;
		// Without a blank line between, the name of this cue seemed to be the words of the one before.
		if (this.part === 'cue') {
			const { lines } = this.cues.at(-1)!;
			if (/^\d+$/.test(lines.at(-1) ?? '')) lines.pop();
		}
		this.pending.pop();
		this.stray();
		this.cues.push({ ...cue, at: this.at });
		this.part = 'cue';
	}

	private blank(line = '') {
		if (line !== '') this.odd();
		this.stray();
		this.part = 'between';
	}

	/** Words behind a blank line within a cue: strict readers drop them. */
	private stray() {
		if (this.pending.length === 0) return;
		this.odd('these words have no line with times before them', this.pendingAt);
		const lines = this.cues.at(-1)?.lines;
		for (const line of this.pending) lines?.push(line);
		this.pending = [];
	}

	private words(line: string) {
		if (line.includes('-->')) this.odd("there is '-->' among the words");
		this.cues.at(-1)!.lines.push(line);
	}

	private header(line: string) {
		if (METADATA.test(line)) this.metadata.push(cleaned(line));
		else this.odd('an empty line is missing behind WEBVTT');
	}

	private between(line: string) {
		if (this.pending.length > 0 || !OTHER_BLOCK.test(line)) {
			if (this.pending.length === 0) this.pendingAt = this.at;
			this.pending.push(line);
			return;
		}
		this.part = 'other';
		// Styles and regions have to come first.
		if (this.cues.length > 0 && !line.startsWith('NOTE')) this.odd();
	}
}

/**
 * Reads WebVTT (https://www.w3.org/TR/webvtt1/), and what is clear in a text that is not quite that: no blank line
 * behind the header or between cues, blank lines within them.
 * @param content a result's vttContent, which may be anything
 * @param hasTags whether `<` begins a tag; else it is one of the words
 */
export function readVtt(content: unknown, hasTags = true): Vtt {
	const reader = new Reader();
	if (typeof content !== 'string') return { rows: [], metadata: [], isWellFormed: false };
	const body = content.replace(/^\uFEFF/, '');
	const lines = body.split(LINE_BREAK);
	reader.read(lines);
	if (cleaned(body) !== body) {
		const line = lines.findIndex((one) => cleaned(one) !== one) + 1;
		reader.odd('there is a character that players do not take', line);
	}
	if (/[\u2028\u2029]/.test(body)) reader.odd();
	const rows = reader.cues.map(({ lines: words, at, ...times }): Row => {
		const given = words.join('\n');
		const untagged = hasTags ? withoutTags(given) : given;
		const text = phraseText(decoded(untagged));
		if (text === '') reader.odd();
		if (hasTags && untagged.includes('<'))
			reader.odd("readers take a '<' here for a tag: write &lt;", at);
		return { ...times, text };
	});
	const { metadata, isStrict, flaw } = reader;
	return {
		rows: rows.filter(({ text }) => text !== ''),
		metadata,
		isWellFormed: isStrict,
		...(flaw && { flaw }),
	};
}
