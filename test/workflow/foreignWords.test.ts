import type {
	IDataObject,
	INodeExecutionData,
	INodeParameters,
	INodeProperties,
} from 'n8n-workflow';

import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';
import { runNode, type NodeRun } from '../engine';
import { NAMES, OPERATIONS } from '../operations';
import { ON_ERROR, useGcore } from './helpers';
import { searchWith } from './searching';

jest.setTimeout(60_000);

const gcore = useGcore({ taskMs: 0 });

/** What n8n's editor or its chat would render, and what nobody could read to its end. */
const HOSTILE = [
	'<img src=x onerror=alert(1)>',
	'a<a href="https://e.example">b</a>',
	'a <img src=x onerror=alert(1)//',
	'&lt;img src=x&gt;',
	'![a](https://e.example/p.png)',
	`<${'b'.repeat(300_000)}`,
	"={{ $env }} $fromAI('a', `b`)",
];

const RENDERED = /<[a-z!/?]|&#|&[a-z]+;|\]\(/i;
const MOST_SHOWN = 2_100;

/** All that a run shows of itself. Items' own fields are the workflow's data. */
const shownBy = ({ error, hints, json }: NodeRun) =>
	[
		...hints,
		error?.message,
		error?.description,
		...json.flat().flatMap((item) => {
			const details = item.details as IDataObject | undefined;
			return item.error === undefined ? [] : [item.error, item.message, details?.description];
		}),
	].filter((text) => text !== undefined && text !== null);

function expectPlain(texts: unknown[]) {
	const rendered = texts.filter((text) => RENDERED.test(String(text)));
	const long = texts.map((text) => String(text).length).filter((length) => length > MOST_SHOWN);
	expect({ rendered, long }).toEqual({ rendered: [], long: [] });
}

const FOREIGN = '={{ $json.hostile }}';

/** A value of a field, with a foreign text in each place that takes one. */
function foreignIn({
	type,
	options = [],
	displayName,
}: INodeProperties): INodeParameters[string][] {
	const inner = (fields: unknown[]) =>
		(fields as INodeProperties[]).flatMap((field) =>
			foreignIn(field).map((value) => ({ [field.name]: value })),
		);
	if (type === 'collection') return inner(options);
	if (type === 'fixedCollection') {
		return (options as Array<{ name: string; values: INodeProperties[] }>).flatMap(
			({ name, values }) => inner(values).map((value) => ({ [name]: [value] })),
		);
	}
	if (type === 'resourceLocator') {
		return ['id', 'url'].map((mode) => ({ __rl: true, mode, value: FOREIGN }));
	}
	return type === 'notice' || !displayName ? [] : [FOREIGN];
}

/** An item whose every key, name of a file and value is a stranger's. */
function itemOf(hostile: string, n: number): INodeExecutionData {
	gcore.standIn.tasks.add({ task_id: `task-${n}`, status: 'SUCCESS' });
	gcore.standIn.videos.add({ id: n + 1 });
	const file = { data: '', mimeType: hostile, fileName: hostile };
	return {
		json: { task_id: `task-${n}`, n, hostile, [hostile]: { task_id: `task-${n}` } },
		binary: { [hostile]: file, [`${hostile}2`]: file },
	};
}

const quick = { maxRetries: 0, waitTimeout: 0.1, pollInterval: 0.01 };

/** Quick, and with all that n8n wants to be filled in. */
const withQuick = (parameters: INodeParameters): INodeParameters => ({
	url: 'https://e.example/v.mp4',
	subtitlesText: 'WEBVTT',
	...parameters,
	options: { ...quick, ...(parameters.options as INodeParameters) },
});

const fieldsOf = ({ resource, operation }: { resource: string; operation: string }) =>
	RESOURCES.find(({ value }) => value === resource)!.operations.find(
		({ option }) => option.value === operation,
	)!.fields;

/** Settings under which fields of an operation are read. */
const SETTINGS: Readonly<Record<string, INodeParameters[]>> = {
	create: [{ taskType: 'translation' }, { taskType: 'hard_nudity', waitForCompletion: true }],
	addSubtitles: [
		{ subtitlesSource: 'binary' },
		{ subtitlesSource: 'text' },
		{ subtitlesSource: 'task', taskId: { __rl: true, mode: 'id', value: '' } },
	],
	cancel: [{ taskId: { __rl: true, mode: 'id', value: '' } }],
};

describe.each(NAMES)('%s', (name) => {
	const { parameters } = OPERATIONS[name];
	const rows = [{}, ...(SETTINGS[parameters.operation] ?? [])].flatMap((setting) => [
		{ ...parameters, ...setting },
		...fieldsOf(parameters).flatMap((field) =>
			foreignIn(field).map((value) => ({ ...parameters, ...setting, [field.name]: value })),
		),
	]);

	it("shows a stranger's text in a field, a key or a file's name as plain and short", async () => {
		const items = HOSTILE.map(itemOf);
		let shown = 0;
		for (const each of [...rows, { ...parameters, operation: HOSTILE[0] }]) {
			const run = await runNode(
				{ parameters: withQuick(each as INodeParameters), items, onError: 'continueRegularOutput' },
				gcore.credential,
			);
			const texts = shownBy(run);
			expectPlain(texts);
			shown += texts.length;
		}
		expect(shown).toBeGreaterThan(0);
	});

	it('shows what an answer says as plain and short', async () => {
		for (const [n, hostile] of HOSTILE.entries()) {
			for (const [turn, status] of [400, 404, 412, 422, 500].entries()) {
				gcore.standIn.clearFaults();
				gcore.standIn.plant({ status, body: { error: hostile, errors: { [hostile]: [hostile] } } });
				const setup = {
					parameters: withQuick({ ...parameters, outcomeHandling: 'fail' }),
					items: [itemOf(hostile, n)],
					onError: ON_ERROR[(n + turn) % ON_ERROR.length],
				};
				const texts = shownBy(await runNode(setup, gcore.credential));
				expectPlain(texts);
				expect(texts).not.toEqual([]);
			}
		}
	});
});

/** What n8n evaluates, or collects for a model, in a label that is saved. */
const EVALUATED = /^\s*=|\{\{|\}\}|\$fromai/i;

it.each(['searchTasks', 'searchVideos'])(
	'labels of %s hold nothing that n8n takes for code',
	async (method) => {
		const all = [...HOSTILE, '$FROMAI ( "a" )', '{{{ $env }}}', ' == $$fromAi(1)'];
		all.forEach((hostile, n) => {
			const url = `https://e.example/${encodeURIComponent(hostile)}`;
			gcore.standIn.tasks.add({
				task_id: `t-${n}`,
				status: hostile,
				task_data: { url, category: hostile },
			});
			gcore.standIn.videos.add({ id: n + 1, name: hostile, status: hostile });
		});
		const { results } = await searchWith(gcore.credential, method);
		expect(results).toHaveLength(all.length);
		const names = results.map(({ name }) => name);
		expect(names.filter((label) => EVALUATED.test(label))).toEqual([]);
		expectPlain(names);
	},
);
