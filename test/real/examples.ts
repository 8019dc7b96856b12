/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a tool for tests, not part of the package */
import { readdir } from 'node:fs/promises';
import { itemsOf } from '../../scripts/real-n8n/api';
import type { Execution, WorkflowDefinition } from '../../scripts/real-n8n/types';
import type { StandIn } from '../standin/server';
import { ASSISTANT, beforeChat, expectChat, type Say } from './assistant';
import { expect, KEYS } from './fixtures';
import type { ModelStandIn } from './model';
import { calledBack, pickVideo, VIDEO_ID } from './prepared';

export interface Example {
	/** What there is at Gcore before it runs. */
	before?(tasks: StandIn['tasks'], gcore: StandIn): void;
	/** How many items each of these nodes has handed on, by output. */
	items: Record<string, number[]>;
	/** What a user sets in it, or a call that comes from outside. */
	prepare?(workflow: WorkflowDefinition): WorkflowDefinition;
	/** Whether a subtitles file is in n8n's folder afterwards. */
	savesSubtitles?: boolean;
	/** Whether it is a chat with an agent, which needs a model; the items are those of its last answer. */
	chat?: boolean;
}

export const WITH_TRIGGER = 'when-transcription-ends.json';

/** The videos of Gcore, among which somebody has picked one. */
const withVideo: Example['before'] = (_tasks, gcore) => {
	gcore.account(KEYS.examples).videos.clear();
	gcore.account(KEYS.examples).videos.add({ id: VIDEO_ID });
};

/** What each workflow of examples/ does when it is run by hand. */
export const EXAMPLES: Record<string, Example> = {
	[ASSISTANT]: { before: beforeChat, chat: true, items: { 'Video Assistant': [1] } },
	'cancel-tasks.json': {
		before: (_tasks, gcore) => gcore.plant({ match: { path: /00000422/ }, status: 422 }),
		items: { 'Cancel Task': [1], 'Cancel More': [0, 1, 1, 1, 1] },
	},
	'give-up-after-limit.json': { items: { 'Wait for Task': [1, 0, 0, 0], Succeeded: [1] } },
	'moderate-video.json': {
		items: { 'Check Video': [1, 0, 0, 0], 'Not Safe': [1], 'Block Video': [1] },
	},
	'new-video-gets-subtitles.json': {
		before: withVideo,
		prepare: calledBack,
		items: { 'Is It Ready': [1, 0], Transcribe: [1], 'Add Subtitles': [1] },
	},
	'save-subtitles.json': {
		items: { Transcribe: [1, 0, 0, 0], 'Save Subtitles': [1] },
		savesSubtitles: true,
	},
	'stop-everything.json': {
		before: (tasks) => void [tasks.add(), tasks.add({ status: 'PENDING' })],
		items: { 'List Running': [2], 'Cancel All': [2], 'Not Found': [0], 'Not Enabled': [0] },
	},
	'subtitles-onto-video.json': {
		before: withVideo,
		prepare: pickVideo,
		items: { Transcribe: [1], Translate: [1], 'Add Subtitles': [1], 'Add Translation': [1] },
	},
	'wait-for-hours.json': { items: { 'Has It Ended': [1, 0, 0, 0], 'Use the Result': [1] } },
	[WITH_TRIGGER]: {
		before: (tasks) => void tasks.add({ status: 'SUCCESS' }),
		items: { 'When a Task Ends': [1], 'Get Subtitles': [1], 'Save Subtitles': [1] },
		savesSubtitles: true,
	},
};

/** The subtitles files in a folder. */
export const subtitlesIn = async (folder: string): Promise<string[]> =>
	(await readdir(folder)).filter((name) => name.endsWith('.srt'));

/** How to run an example: by hand, or message by message where it is a chat. */
export interface Way {
	gcore: StandIn;
	/** Where it may write. */
	folder: string;
	workflow: WorkflowDefinition;
	model: ModelStandIn;
	run(): Promise<Execution>;
	say: Say;
}

/** Runs an example, and looks at the items that left its nodes, and at what it has left behind. */
export async function expectRun(
	file: string,
	{ gcore, folder, workflow, model, run, say }: Way,
): Promise<void> {
	const { before, items, savesSubtitles, chat } = EXAMPLES[file];
	const { tasks } = gcore.account(KEYS.examples);
	tasks.clear();
	before?.(tasks, gcore);
	const known = await subtitlesIn(folder);
	const execution = chat ? await expectChat(workflow, model, say) : await run();
	expect(execution.status).toBe('success');
	for (const [node, counts] of Object.entries(items)) {
		const left = counts.map((_, output) => itemsOf(execution, node, output).length);
		expect(left, `Items that left '${node}'`).toEqual(counts);
	}
	expect(tasks.unfinished(), 'Tasks that still run').toBe(0);
	const added = (await subtitlesIn(folder)).length - known.length;
	expect(added, 'Subtitles files').toBe(savesSubtitles ? 1 : 0);
}
