/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { dirname } from 'node:path';

import { BinaryDataService } from 'n8n-core';
import type { IBinaryData, IDataObject, INodeExecutionData, INodeParameters } from 'n8n-workflow';

import { nodeRun, runWorkflow, workflowOf } from '../engine';
import { outside } from '../engine/outside';
import { closeAll, open, VIDEOS } from '../standin/testing';
import { credentialOf } from './operations';

const { Container } = outside.require(
	require.resolve('@n8n/di', { paths: [dirname(require.resolve('n8n-core/package.json'))] }),
) as {
	Container: { get(type: unknown): BinaryDataService };
};

const service = Container.get(BinaryDataService);

/** As n8n has them by default: in files, outside of items. */
beforeAll(async () => await service.init());

afterEach(closeAll);

/** Other test files have theirs in items. */
afterAll(() => {
	Object.assign(service, { managers: {} });
});

const SRT = '1\n00:00:01,000 --> 00:00:02,000\nOne\n';

const stored = async (): Promise<IBinaryData> =>
	await service.store({ type: 'execution', workflowId: 'w', executionId: '1' }, Buffer.from(SRT), {
		mimeType: 'application/x-subrip',
		data: '',
		fileName: 'a.srt',
	});

/** Runs our node in a workflow with a binary mode. */
async function runIn(
	binaryMode: 'combined' | 'separate',
	parameters: INodeParameters,
	items: Array<IDataObject | INodeExecutionData>,
) {
	const gcore = await open();
	gcore.videos.add({ id: 5 });
	gcore.tasks.add({ task_id: 't', status: 'SUCCESS' });
	const file = { ...workflowOf({ parameters, items }), settings: { binaryMode } };
	return { gcore, ...nodeRun(await runWorkflow(file, credentialOf(gcore))) };
}

const adding = (binaryPropertyName: string): INodeParameters => ({
	resource: 'video',
	operation: 'addSubtitles',
	videoId: { __rl: true, mode: 'id', value: '5' },
	subtitlesSource: 'binary',
	language: 'eng',
	binaryPropertyName,
});

const inJson = (subs: IBinaryData) => ({
	json: { _files: { subs }, own: { deep: subs } } as never,
});
const besideJson = (subs: IBinaryData) => ({ json: {}, binary: { subs } });

it.each([
	['combined', 'subs', inJson],
	['combined', '_files.subs', inJson],
	['combined', 'own.deep', inJson],
	['combined', '={{ $json._files.subs }}', inJson],
	// What n8n keeps in memory stays beside the JSON in that mode, too.
	['combined', 'subs', besideJson],
	['separate', 'subs', besideJson],
	['separate', '={{ $binary.subs }}', besideJson],
] as const)('binary mode %s: the file by %s is put on', async (mode, name, itemOf) => {
	const { gcore, json, error } = await runIn(mode, adding(name), [itemOf(await stored())]);
	expect(error).toBeUndefined();
	expect(json[0]).toMatchObject([{ cues: 1 }]);
	expect(gcore.videos.subtitles(5)![0].vtt).toBe(SRT);
});

it.each([
	['combined', 'other', inJson],
	['combined', 'own', inJson],
	['combined', 'constructor', inJson],
	['separate', 'constructor', besideJson],
] as const)('binary mode %s: there is none by %s', async (mode, name, itemOf) => {
	const { gcore, error } = await runIn(mode, adding(name), [itemOf(await stored())]);
	expect(error?.message).toBe(
		`'Input Binary Field' names '${name}', and the item has no such file`,
	);
	expect(error?.description).toMatch(/^It has 'subs'\./);
	expect(gcore.stats.requests).toBe(0);
});

it.each(['combined', 'separate'] as const)(
	'binary mode %s: a file that n8n has deleted is told as that',
	async (mode) => {
		const file = await stored();
		await service.deleteManyByBinaryDataId([file.id!]);
		const itemOf = mode === 'combined' ? inJson : besideJson;
		const { gcore, error } = await runIn(mode, adding('subs'), [itemOf(file)]);
		expect(error?.message).toBe("'Input Binary Field' names a file that n8n no longer has");
		expect(error?.description).toMatch(/^n8n deletes files together with the execution/);
		expect(gcore.stats.requests).toBe(0);
	},
);

it('a file that n8n keeps where it is not set up to look is told with its reason', async () => {
	const item = besideJson({ mimeType: 'text/vtt', data: 's3', id: 's3:gone' });
	const { error } = await runIn('separate', adding('subs'), [item]);
	expect(error?.message).toBe("'Input Binary Field' names a file that n8n could not read");
	expect(error?.description).toMatch(/^n8n says: "No binary data manager found for: s3"/);
});

it('the file that Get puts out is where the next Add Subtitles looks for it', async () => {
	const options = { subtitlesFormat: 'srt', binaryPropertyName: 'subs' };
	const { outputs } = await runIn('combined', { operation: 'get', options }, [{ task_id: 't' }]);
	const [{ json, binary }] = outputs[0];
	expect(binary).toBeUndefined();
	expect(json._files).toMatchObject({ subs: { fileName: 't.eng.srt' } });
	const { gcore } = await runIn('combined', adding('subs'), [{ json }]);
	expect(gcore.requests.map(({ path }) => path)).toContain(`${VIDEOS}/5/subtitles`);
});
