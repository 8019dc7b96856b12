import { withCredentialOf } from '../../scripts/real-n8n/examples';
import { PACKAGE_NAME } from '../../scripts/real-n8n/package';
import type { Credential, Execution, WorkflowDefinition } from '../../scripts/real-n8n/types';
import type { TaskStore } from '../standin/tasks';
import { AI } from './agents';
import { expect } from './fixtures';
import { toolName, type ModelStandIn, type Step } from './model';

/** The example with an agent: what its user says in the chat, and what the model then does. */

export const ASSISTANT = 'agent-video-assistant.json';

/** Says something in the chat, and waits for the answer. */
export type Say = (text: string) => Promise<Execution>;

interface Turn {
	says: string;
	/** What the model does, in the end its answer. */
	steps: Step[];
	/** What each tool tells the model. */
	told: RegExp[];
}

const TASK_ID = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/;
const startedTask = (told: string[]): string => TASK_ID.exec(told[0])?.[0] ?? '';

const VIDEO = 'https://video.example/talk.mp4';

/** A task that runs beside the chat. */
const RUNNING = {
	task_id: '4b0ff1f2-5f0a-4f5f-9d0a-0c2a7c1f6f11',
	status: 'STARTED',
	task_data: { url: 'https://video.example/town-hall.mp4' },
};

export const TURNS: readonly Turn[] = [
	{
		says: `What is said in ${VIDEO}?`,
		steps: [
			{ tool: 'Start Transcription', args: { video_url: VIDEO } },
			{ tool: 'Wait for Task', args: (told) => ({ task_id: startedTask(told) }) },
			(told) =>
				`Task ${startedTask(told)}: a team sets out to see as much nature as it can, and one of them wants to call the class project "Fungi in a Forest".`,
		],
		told: [/"task_id"/, /succeeded[^]*Fungi in a Forest/],
	},
	{
		says: 'Is anything still running?',
		steps: [
			{ tool: 'List Tasks', args: { search: 'STARTED' } },
			`One task: ${RUNNING.task_id}, the transcription of town-hall.mp4. Shall I cancel it?`,
		],
		told: [new RegExp(`${RUNNING.task_id}[^]*STARTED`)],
	},
	{
		says: 'Yes, cancel it.',
		steps: [{ tool: 'Cancel Task', args: { task_id: RUNNING.task_id } }, 'It is cancelled.'],
		told: [/"outcome":\s*"cancelled"/],
	},
];

/** What there is at Gcore before the chat. */
export const beforeChat = (tasks: TaskStore): void => void tasks.add(RUNNING);

/** The example with a credential for its model. */
export const withModel = (workflow: WorkflowDefinition, credential: Credential) =>
	withCredentialOf(workflow, `${AI}.lmChat`, 'openAiApi', credential);

/** The user says something, and the model does its part. */
export async function take(
	{ says, steps, told }: Turn,
	model: ModelStandIn,
	say: Say,
): Promise<Execution> {
	model.will(...steps);
	const execution = await say(says);
	expect(model.told).toHaveLength(told.length);
	told.forEach((one, n) => expect(model.told[n]).toMatch(one));
	return execution;
}

/** Chats, and looks at what the model is told about the tools and by them. */
export async function expectChat(
	{ nodes }: WorkflowDefinition,
	model: ModelStandIn,
	say: Say,
): Promise<Execution> {
	const executions: Execution[] = [];
	for (const turn of TURNS) executions.push(await take(turn, model, say));
	const tools = nodes.filter(({ type }) => type === `${PACKAGE_NAME}.gcoreStreamingAiTool`);
	const offered = model.tools.map(({ name, description }) => [name, description]);
	expect(Object.fromEntries(offered)).toEqual(
		Object.fromEntries(
			tools.map(({ name, parameters }) => [toolName(name), parameters.toolDescription]),
		),
	);
	for (const { parameters } of model.tools) {
		for (const { description } of Object.values(parameters.properties ?? {})) {
			expect(description).toMatch(/such as/);
		}
	}
	return executions[executions.length - 1];
}
