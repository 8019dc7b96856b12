/* eslint-disable no-console -- a tool for development, not part of the package */
import { parseBaseUrl, tokenFlaw } from '../nodes/GcoreStreamingAi/gcore/account';
import { fitLines } from '../nodes/GcoreStreamingAi/task/lines';
import { readSubtitles } from '../nodes/GcoreStreamingAi/task/subtitlesText';
import { videoUrl } from '../nodes/GcoreStreamingAi/task/videoUrl';

const [SMALL, LARGE] = [10_000, 1_000_000];
const TRIES = 5;

const inLines = (text: string) => fitLines([{ startMs: 0, endMs: 1000, text }], 42);
const inSrt = (text: string) => readSubtitles(`1\n00:00:01,000 --> 00:00:02,000\n${text}`);

/** What reads foreign text, and what is said over and over in it. */
const CASES: Array<[name: string, read: (text: string) => unknown, parts: string[]]> = [
	['Max Characters per Line', inLines, ['ก', 'สวัสดีครับ ', '‹', '\ud800', 'é', '😀', 'नमस्ते ']],
	['SRT', inSrt, ['<', '< ', '<c ', '&lt;', '<\n', '1 -->']],
	['Video URL', (text) => videoUrl(`http://1.2.3.4:${text}`), ['0', 'a@', '\\', ' ']],
	['Base URL', (text) => parseBaseUrl(`https://a.example/${text}x`), ['/', '\\', ' ']],
	['API Key', (text) => tokenFlaw(text), ['api-', ' \\', '""', 'apikey ']],
];

/** Of the quickest try. */
function msOf(work: () => unknown): number {
	const times = Array.from({ length: TRIES }, () => {
		const began = performance.now();
		try {
			work();
		} catch {
			// A refusal takes time as well.
		}
		return performance.now() - began;
	});
	return Math.min(...times);
}

/** Prints how long foreign texts of 10 kB and of 1 MB take: in proportion, that is a ratio of about 100. */
export function printGrowth(): void {
	for (const [name, read, parts] of CASES) {
		for (const part of parts) {
			const textOf = (bytes: number) => part.repeat(Math.ceil(bytes / Buffer.byteLength(part)));
			const [small, large] = [SMALL, LARGE].map((bytes) => {
				const text = textOf(bytes);
				return msOf(() => read(text));
			});
			const times = `${small.toFixed(2)} ms, ${large.toFixed(0)} ms: ${(large / small).toFixed(0)}`;
			console.log(`${name}, ${JSON.stringify(part)}: ${times}`);
		}
	}
}
