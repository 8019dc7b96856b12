import type { Credential, WorkflowNode } from '../../scripts/real-n8n/types';
import { fromAI, TASK_BY_MODEL, toolNode } from '../real/agents';
import { LAST_PHRASE, phraseOf, SPEECH_CHARACTERS, twoHoursOfSpeech } from '../real/speech';
import type { TaskStore } from '../standin/tasks';

/** What those who use our node as a tool must be told, and the tools for it. */

const NOTHING = 'no-such-video';
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

export interface Case {
	tool: string;
	/** What the model fills in, with the task that the case is about. */
	args(tasks: TaskStore): Record<string, unknown>;
	/** What happened, and what to do. */
	says: RegExp[];
	/** How often these stand in what is received. */
	holds?: Record<string, number>;
	/** The most characters. */
	most?: number;
}

const cancelling = (status?: string) => (tasks: TaskStore) => ({
	task_id: tasks.add({ status }).task_id,
});
const speech = (tasks: TaskStore) => {
	const result = twoHoursOfSpeech();
	return { task_id: tasks.add({ status: 'SUCCESS', result }).task_id };
};
const ONCE = { [phraseOf(1)]: 1, [LAST_PHRASE]: 1 };

export const CASES: Record<string, Case> = {
	'Get Many, nothing found': {
		tool: 'List tasks',
		args: () => ({ search: NOTHING }),
		says: [/"count":\s*0/, /No task matches/],
	},
	'Cancel Many, dry run, nothing found': {
		tool: 'Cancel many tasks',
		args: () => ({ search: NOTHING }),
		says: [/"count":\s*0/, /No unfinished task matches/],
	},
	'Get, unknown ID': {
		tool: 'Get a task',
		args: () => ({ task_id: UNKNOWN }),
		says: [/"error":\s*"Gcore does not know the task/, /"description":\s*"[A-Z].{10}/],
	},
	'Cancel, refused key': {
		tool: 'Cancel with a refused key',
		args: cancelling(),
		says: [/"error":\s*"Gcore refused the API key/, /"description":.*paste a valid token/],
	},
	'Create, bad address': {
		tool: 'Start a task',
		args: () => ({ video_url: 'clip.mp4' }),
		says: [/"error":\s*"[^"]*Video URL/, /"description":\s*"[A-Z].{10}/],
	},
	'Cancel, success': {
		tool: 'Cancel a task',
		args: cancelling(),
		says: [/"outcome":\s*"cancelled"/],
	},
	'Cancel, already done': {
		tool: 'Cancel a task',
		args: cancelling('SUCCESS'),
		says: [/"outcome":\s*"alreadyDone"/, /already in status SUCCESS/],
	},
	'Get, two hours of speech': {
		tool: 'Get a task',
		args: speech,
		says: [/"leftOut":\s*"subtitles, vttContent"/],
		holds: { ...ONCE, '-->': 0 },
		most: SPEECH_CHARACTERS * 1.1,
	},
	'Get, their subtitles': {
		tool: 'Get subtitles',
		args: speech,
		says: [/ --> /],
		holds: { 'Phrase 1: ': 1, 'Phrase 1250: ': 1, WEBVTT: 0 },
		most: SPEECH_CHARACTERS * 1.8,
	},
};

/** All tools of the cases, with a credential that is good and one that Gcore refuses. */
export function toolsOf(usual: Credential, refused: Credential): WorkflowNode[] {
	const taskId = TASK_BY_MODEL;
	const search = fromAI('search', 'Part of the address of the video');
	return [
		toolNode('List tasks', usual, { operation: 'getAll', filters: { search } }),
		toolNode('Cancel many tasks', usual, {
			operation: 'cancelMany',
			selection: 'filtered',
			filters: { search },
			dryRun: true,
		}),
		toolNode('Get a task', usual, { operation: 'get', taskId }),
		toolNode('Get subtitles', usual, {
			operation: 'get',
			taskId,
			options: { subtitlesFormat: 'srt' },
		}),
		toolNode('Cancel a task', usual, { operation: 'cancel', taskId }),
		toolNode('Cancel with a refused key', refused, {
			operation: 'cancel',
			taskId,
		}),
		toolNode('Start a task', usual, {
			operation: 'create',
			url: fromAI('video_url', 'The address of the video'),
		}),
	];
}
