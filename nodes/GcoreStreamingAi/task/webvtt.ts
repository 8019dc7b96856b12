import { cleaned, phraseText, type Row } from './phrases';
import { parseTime } from './times';

/** What a WebVTT text holds. */
export interface Vtt {
	rows: Row[];
	/** Lines of its header such as X-TIMESTAMP-MAP, which ties its times to those of a stream. */
	metadata: string[];
	/** Whether every reader finds all of it. */
	isWellFormed: boolean;
}

const SIGNATURE = /^\uFEFF?WEBVTT(?:[ \t]|$)/;
const METADATA = /^[a-z][\w-]*[ \t]*[:=]/i;
const OTHER_BLOCK = /^(?:NOTE|STYLE|REGION)(?:[ \t]|$)/;
const LINE_BREAK = /\r\n?|\n/;

const TIME = String.raw`(?:\d{2,}:)?[0-5]\d:[0-5]\d\.\d{3}`;
const TIMES = new RegExp(String.raw`^${TIME}[ \t]+-->[ \t]+${TIME}(?:[ \t]|$)`);

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

function decoded(text: string): string {
	return text.replace(ENTITY, (_entity, digits?: string, hex?: string, name?: string) => {
		if (name !== undefined) return ENTITIES[name.toLowerCase()];
		const code = digits === undefined ? parseInt(hex!, 16) : Number(digits);
		return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : '\uFFFD';
	});
}

interface Cue {
	startMs?: number;
	endMs?: number;
	lines: string[];
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
	return { startMs, endMs: parseTime(end), lines: [] };
}

/** Goes through the lines, and notes what a strict reader would stumble over. */
class Reader {
	readonly cues: Cue[] = [];
	readonly metadata: string[] = [];
	isStrict = true;

	private part: 'header' | 'between' | 'other' | 'cue' = 'between';

	/** Lines that may be the name of a cue. */
	private pending: string[] = [];

	private latest = 0;

	read(lines: string[]) {
		const [first] = lines;
		const isSigned = SIGNATURE.test(first) && !first.includes('-->');
		if (isSigned) this.part = 'header';
		else this.isStrict = false;
		for (let at = isSigned ? 1 : 0; at < lines.length; at++) this.line(lines[at]);
		this.blank();
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
		if (this.part !== 'between' || !TIMES.test(line)) this.isStrict = false;
		if (endMs <= startMs || startMs < this.latest) this.isStrict = false;
		this.latest = startMs;
		// Without a blank line between, the name of this cue seemed to be the words of the one before.
		if (this.part === 'cue') {
			const { lines } = this.cues.at(-1)!;
			if (/^\d+$/.test(lines.at(-1) ?? '')) lines.pop();
		}
		this.pending.pop();
		this.stray();
		this.cues.push(cue);
		this.part = 'cue';
	}

	private blank(line = '') {
		if (line !== '') this.isStrict = false;
		this.stray();
		this.part = 'between';
	}

	/** Words behind a blank line within a cue: strict readers drop them. */
	private stray() {
		if (this.pending.length === 0) return;
		this.isStrict = false;
		const lines = this.cues.at(-1)?.lines;
		for (const line of this.pending) lines?.push(line);
		this.pending = [];
	}

	private words(line: string) {
		if (line.includes('-->')) this.isStrict = false;
		this.cues.at(-1)!.lines.push(line);
	}

	private header(line: string) {
		if (METADATA.test(line)) this.metadata.push(cleaned(line));
		else this.isStrict = false;
	}

	private between(line: string) {
		if (this.pending.length > 0 || !OTHER_BLOCK.test(line)) {
			this.pending.push(line);
			return;
		}
		this.part = 'other';
		// Styles and regions have to come first.
		if (this.cues.length > 0 && !line.startsWith('NOTE')) this.isStrict = false;
	}
}

/**
 * Reads WebVTT (https://www.w3.org/TR/webvtt1/), and what is clear in a text that is not quite that: no blank line
 * behind the header or between cues, blank lines within them.
 * @param content a result's vttContent, which may be anything
 */
export function readVtt(content: unknown): Vtt {
	const reader = new Reader();
	if (typeof content !== 'string') return { rows: [], metadata: [], isWellFormed: false };
	reader.read(content.split(LINE_BREAK));
	const body = content.replace(/^\uFEFF/, '');
	let isWellFormed = reader.isStrict && cleaned(body) === body && !/[\u2028\u2029]/.test(body);
	const rows = reader.cues.map(({ lines, ...times }): Row => {
		const untagged = lines
			.join('\n')
			.replace(/<br ?\/?>/gi, '\n')
			.replace(TAG, '');
		const text = phraseText(decoded(untagged));
		// A reader would take the rest of the text for a tag.
		if (text === '' || untagged.includes('<')) isWellFormed = false;
		return { ...times, text };
	});
	return { rows: rows.filter(({ text }) => text !== ''), metadata: reader.metadata, isWellFormed };
}
