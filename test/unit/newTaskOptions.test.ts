import { STOP_LABELS } from '../../nodes/GcoreStreamingAi/task/newTask';
import { ALL, bodyOf, flawOf, objects, VIDEO } from './newTasks';

describe('Stop Objects', () => {
	const stopObjects = (taskType: string, ...rows: Parameters<typeof objects>) =>
		bodyOf({ taskType, stopObjects: objects(...rows) }).stop_objects;

	it.each([undefined, '', {}, { objects: null }])('are left out when they are %j', (none) => {
		expect(bodyOf({ taskType: 'hard_nudity', stopObjects: none })).not.toHaveProperty(
			'stop_objects',
		);
	});

	it.each([
		['none', [], undefined],
		['a label', [{ label: 'ANUS_EXPOSED' }], 'ANUS_EXPOSED'],
		['a confidence', [{ label: 'ANUS_EXPOSED', confidence: 0.8 }], 'ANUS_EXPOSED:0.8'],
		['a confidence of 0', [{ label: 'ANUS_EXPOSED', confidence: 0 }], 'ANUS_EXPOSED'],
		['a confidence of 1', [{ label: 'ANUS_EXPOSED', confidence: 1 }], 'ANUS_EXPOSED:1'],
		['no confidence', [{ label: 'ANUS_EXPOSED', confidence: null }], 'ANUS_EXPOSED'],
		['a confidence as text', [{ label: 'ANUS_EXPOSED', confidence: '0.50' }], 'ANUS_EXPOSED:0.5'],
		[
			'several, as the published example has them',
			[
				{ label: 'FEMALE_GENITALIA_EXPOSED' },
				{ label: 'FEMALE_BREAST_EXPOSED', confidence: 0.5 },
				{ label: 'BUTTOCKS_EXPOSED', confidence: 0.9 },
			],
			'FEMALE_GENITALIA_EXPOSED,FEMALE_BREAST_EXPOSED:0.5,BUTTOCKS_EXPOSED:0.9',
		],
	])('%s', (_name, rows, sent) => {
		expect(stopObjects('hard_nudity', ...rows)).toBe(sent);
		expect(stopObjects('soft_nudity', ...rows)).toBe(sent);
	});

	it.each([
		['FACE_MALE', "'Stop Objects' holds 'FACE_MALE', which this detection does not know"],
		['anus_exposed', "'Stop Objects' holds 'anus_exposed', which this detection does not know"],
		['', "'Stop Objects' holds an object without a label"],
		[undefined, "'Stop Objects' holds an object without a label"],
	])('label %p is refused for hard nudity', (label, flaw) => {
		expect(flawOf({ taskType: 'hard_nudity', stopObjects: objects({ label }) })).toBe(flaw);
	});

	it.each([-0.1, 1.01, 80, 'high', NaN])('confidence %p is refused', (confidence) => {
		const stopObjects = objects({ label: 'ANUS_EXPOSED', confidence });
		expect(flawOf({ taskType: 'soft_nudity', stopObjects })).toBe(
			`'Stop Objects' asks for a confidence of ${confidence}`,
		);
	});

	it('every label of each detection is taken, and no other detection has any', () => {
		for (const [taskType, labels] of Object.entries(STOP_LABELS)) {
			const rows = labels.map((label) => ({ label }));
			expect(stopObjects(taskType, ...rows)).toBe(labels.join(','));
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
		['empty ones', { clientUserId: '', clientEntityData: null as unknown as string }, {}],
		['a number', { clientUserId: 17 }, { client_user_id: '17' }],
		['an object', { clientEntityData: { id: 'ä' } }, { client_entity_data: '{"id":"ä"}' }],
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
