import { isSupported } from './languages';
import { successResult } from './samples';
import type { TaskData } from './task';

/** What a task is at one moment. Times in milliseconds since 1970. */
export interface Moment {
	status: string;
	progress: number | null;
	completedAt: number | null;
	result: unknown;
}

// Share of the task's whole time at which each stage begins. STARTED falls back to PENDING once, as the
// description says of tasks with sub-stages; `progress` never falls.
const STAGES: Array<[until: number, status: string]> = [
	[0.05, 'RECEIVED'],
	[0.2, 'PENDING'],
	[0.5, 'STARTED'],
	[0.65, 'PENDING'],
	[Infinity, 'STARTED'],
];
const WORK_BEGINS = 0.2;
const PAUSE: [from: number, to: number] = [0.5, 0.65];

/**
 * A created task's state at `now`, from the clock alone, so that nothing ticks between requests.
 * Words in its URL choose its end: `fail` FAILURE, `slow` none, `silent` nothing found; SUCCESS otherwise.
 */
export function lifeAt(
	data: TaskData,
	createdAt: number,
	taskMs: number,
	now: number,
	oldSpelling: boolean,
): Moment {
	const share = taskMs > 0 ? Math.max(0, now - createdAt) / taskMs : 1;
	const slow = data.url.includes('slow');
	if (share < 1 || slow) {
		const status = STAGES.find(([until]) => share < until)![1];
		return { status, progress: progressAt(Math.min(share, 0.99)), completedAt: null, result: null };
	}
	const failure = failureOf(data);
	return {
		status: failure ? 'FAILURE' : 'SUCCESS',
		// How far a failed task gets is not published: half way shows that 100 means success alone.
		progress: failure ? 50 : 100,
		completedAt: createdAt + taskMs,
		result: failure ? { error: failure } : successResult(data, oldSpelling),
	};
}

function progressAt(share: number): number {
	if (share < WORK_BEGINS) return 0;
	const [from, to] = PAUSE;
	const worked = share - WORK_BEGINS - Math.max(0, Math.min(share, to) - from);
	const whole = 1 - WORK_BEGINS - (to - from);
	// "A value greater than 0 means that it has been taken into operation."
	return Math.max(1, Math.floor((worked / whole) * 100));
}

/** Why a task cannot end well, or undefined. The first text is the published example's. */
export function failureOf(data: TaskData): string | undefined {
	if (data.url.includes('fail')) return `Unsupported file type: ${data.url}`;
	const target = data.subtitles_language;
	const source = data.audio_language ?? 'eng';
	// Published: an unsupported pair is accepted and ends as FAILURE, e.g. `eng => uzb`.
	if (data.task_name === 'transcription' && !isSupported(source, target)) {
		return `Language is not supported: ${source}${target ? ` => ${target}` : ''}`;
	}
	return undefined;
}
