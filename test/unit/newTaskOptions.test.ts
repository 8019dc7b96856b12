import { STOP_LABELS } from '../../nodes/GcoreStreamingAi/task/newTask';
import { ALL, bodyOf, flawOf, VIDEO } from './newTasks';

describe('Stop Objects', () => {
	it.each([
		['none', undefined, undefined],
		['no row', [], undefined],
		['a label', [{ label: 'A', confidence: 0 }], 'A'],
		[
			'several',
			[
				{ label: 'A', confidence: 0.8 },
				{ label: 'B', confidence: 0 },
				{ label: 'C', confidence: 1 },
			],
			'A:0.8,B,C:1',
		],
	])('%s', (_name, stopObjects, sent) => {
		expect(bodyOf({ taskType: 'hard_nudity', stopObjects }).stop_objects).toBe(sent);
	});

	it('each detection knows labels in order, and no other has any', () => {
		for (const labels of Object.values(STOP_LABELS)) {
			expect([...labels]).toEqual([...labels].sort());
		}
		expect(Object.entries(STOP_LABELS).map(([type, labels]) => [type, labels.length])).toEqual([
			['hard_nudity', 6],
			['soft_nudity', 18],
		]);
	});
});

describe('Additional Fields', () => {
	it.each(['transcription', 'translation', 'nsfw', 'hard_nudity', 'soft_nudity', 'sport'])(
		'go with %s',
		(taskType) => {
			const additionalFields = { clientUserId: 'u', clientEntityData: 'd' };
			expect(bodyOf({ ...ALL, taskType, additionalFields })).toMatchObject({
				client_user_id: 'u',
				client_entity_data: 'd',
			});
		},
	);

	it.each([
		['nothing', {}, {}],
		['empty ones', { clientUserId: '', clientEntityData: undefined }, {}],
		['blank ones', { clientUserId: ' ', clientEntityData: ' \u00a0\u200b' }, {}],
		['blanks around', { clientUserId: ' u ' }, { client_user_id: ' u ' }],
		['the most', { clientUserId: 'x'.repeat(256) }, { client_user_id: 'x'.repeat(256) }],
		['the most', { clientEntityData: 'x'.repeat(4096) }, { client_entity_data: 'x'.repeat(4096) }],
		// Characters, not the halves that JavaScript counts.
		['256 emoji', { clientUserId: '🎬'.repeat(256) }, { client_user_id: '🎬'.repeat(256) }],
	])('%s', (_name, fields, sent) => {
		const body = { task_name: 'transcription', url: VIDEO, ...sent };
		expect(bodyOf({ additionalFields: fields })).toEqual(body);
	});

	it.each([
		[{ clientUserId: 'ab\ud83d' }, "'Client User ID' holds half a character at place 3"],
		[{ clientEntityData: '\ude00' }, "'Client Entity Data' holds half a character at place 1"],
	])('with half a character are refused', (additionalFields, flaw) => {
		expect(flawOf({ additionalFields })).toBe(flaw);
	});

	it.each([
		[{ clientUserId: 'x'.repeat(257) }, "'Client User ID' has 257 characters, and Gcore takes 256"],
		[
			{ clientEntityData: 'x'.repeat(4097) },
			"'Client Entity Data' has 4097 characters, and Gcore takes 4096",
		],
		[
			{ clientUserId: '🎬'.repeat(257) },
			"'Client User ID' has 257 characters, and Gcore takes 256",
		],
	])('too long', (additionalFields, flaw) => {
		expect(flawOf({ additionalFields })).toBe(flaw);
	});
});
