/* eslint-disable no-console */
import { randomUUID } from 'node:crypto';

import { idFlaw, type Task } from '../../nodes/GcoreStreamingAi/gcore/task';
import { endsSince, type TaskSource } from '../../nodes/GcoreStreamingAi/trigger/ends';
import {
	ALL,
	MOST_OPEN,
	MOST_OTHERS,
	MOST_TOLD,
	newState,
	parseState,
	type TriggerState,
} from '../../nodes/GcoreStreamingAi/trigger/state';
import { inFull } from '../full';
import { SETTINGS } from './watcher';

const NOW = Date.parse('2026-01-01T00:00:00Z');

const state = (changes: Partial<TriggerState> = {}): TriggerState => ({
	...newState('s', 'k'),
	turns: 3,
	open: [['o', NOW, 'STARTED']],
	told: { SUCCESS: [['b', NOW]] },
	others: ['x'],
	...changes,
});

const bytes = (value: unknown) => Buffer.byteLength(JSON.stringify(value));

describe('parseState', () => {
	test('what the trigger has kept comes back as it was, as a copy', () => {
		const kept = state();
		expect(parseState(JSON.parse(JSON.stringify(kept)), 's')).toEqual(kept);
		expect(parseState(kept, 's')).not.toBe(kept);
		expect(parseState(kept, 's')!.open).not.toBe(kept.open);
	});

	test.each<[string, unknown]>([
		['nothing', undefined],
		['null', null],
		['a text', 'state'],
		['a list', [state()]],
		['an empty object', {}],
		['another version', { ...state(), version: 3 }],
		['no version', { ...state(), version: undefined }],
		['another scope', { ...state(), scope: 't' }],
		['no key', { ...state(), key: null }],
		['turns that are no number', { ...state(), turns: null }],
		['onePage left out', { ...state(), onePage: undefined }],
		['open as an object', { ...state(), open: { o: NOW } }],
		['open without IDs', { ...state(), open: [[1, NOW, 'STARTED']] }],
		['open that are no lists', { ...state(), open: [null] }],
		['open with null, as JSON gives NaN', { ...state(), open: [['o', null, 'STARTED']] }],
		['open with a status that is no text', { ...state(), open: [['o', NOW, 5]] }],
		['more open than it keeps', { ...state(), open: Array(501).fill(['o', NOW, '']) }],
		['told as a list', { ...state(), told: [['b', NOW]] }],
		['told of one status that is no list', { ...state(), told: { SUCCESS: 'b' } }],
		['more told than it keeps', { ...state(), told: { SUCCESS: Array(101).fill(['b', NOW]) } }],
		['wholeLists left out', { ...state(), wholeLists: undefined }],
		['others that are no texts', { ...state(), others: [5] }],
		['others without end', { ...state(), others: Array(301).fill('x') }],
		['the overflow left out', { ...state(), othersOverflow: undefined }],
	])('starts afresh from %s', (_, kept) => {
		expect(parseState(kept, 's')).toBeUndefined();
	});
});

describe('a state of version 1', () => {
	const version1 = {
		version: 1,
		scope: 's',
		key: 'k',
		events: ['succeeded'],
		anchors: ['b', 'a'],
		settled: ['x'],
		crowded: true,
		open: { o: 20_000 },
		count: 10,
		whole: false,
	};

	test('is carried over', () => {
		expect(parseState(version1, 's')).toEqual({
			...newState('s', 'k'),
			open: [['o', (20_000 - 31) * 86_400_000, 'PENDING']],
			told: {
				[ALL]: [
					['b', 0],
					['a', 0],
				],
			},
			others: ['x'],
			othersOverflow: true,
		});
	});

	test.each([
		{ key: null },
		{ anchors: 'ab' },
		{ anchors: [1] },
		{ anchors: Array(101).fill('a') },
		{ settled: undefined },
		{ crowded: undefined },
		{ open: { o: 'today' } },
		{ open: [['o', 1]] },
		{ scope: 't' },
	])('is not with %j', (changes) => {
		expect(parseState({ ...version1, ...changes }, 's')).toBeUndefined();
	});
});

describe('size', () => {
	test.each([
		['with the IDs that Gcore gives', () => randomUUID() as string, 70_000],
		['with the longest that are taken', () => randomUUID().padEnd(256, '€'), 900_000],
	])('the largest state there can be %s', (_, newId, most) => {
		expect(idFlaw(newId())).toBeUndefined();
		const ids = (count: number) => Array.from({ length: count }, newId);
		const told = () => ids(MOST_TOLD).map((id): [string, number] => [id, NOW]);
		const largest = state({
			scope: 'https://api.gcore.com'.padEnd(400),
			open: ids(MOST_OPEN).map((id) => [id, NOW, 'STARTED']),
			told: { SUCCESS: told(), FAILURE: told(), REVOKED: told() },
			others: ids(MOST_OTHERS),
		});
		console.info(`Largest state: ${bytes(largest)} bytes`);
		expect(parseState(largest, largest.scope)).toBeDefined();
		expect(bytes(largest)).toBeLessThan(most);
	});

	const TASKS = inFull(10_000, 100_000);

	test(`after ${TASKS} tasks, 100 of them open at any time`, async () => {
		// Its top; all below has ended long since.
		let list: Task[] = [];
		let count = 0;
		let told = 0;
		const source: TaskSource = {
			page: async (status, page) => {
				const rows = list.filter((task) => !status || task.status === status);
				return { rows: rows.slice((page - 1) * 100, page * 100), count: Infinity };
			},
			get: async (id) => list.find(({ task_id }) => task_id === id),
			mayPass: () => false,
			now: () => NOW,
		};
		let kept: TriggerState | undefined;
		let most = 0;
		while (count < TASKS) {
			// Each ends a round or two after it has started, out of order.
			list.slice(0, 100).forEach((task, index) => {
				if (index >= 50 || index % 3 === 0) task.status = 'SUCCESS';
			});
			const started = Array.from({ length: 50 }, () => ({
				task_id: randomUUID(),
				status: 'STARTED',
			}));
			list = [...started, ...list].slice(0, 500);
			count += started.length;
			const result = await endsSince(source, SETTINGS, kept);
			kept = result.state;
			told += result.ended.length;
			most = Math.max(most, bytes(kept));
		}
		console.info(`After ${count} tasks: ${bytes(kept)} bytes, at most ${most}`);
		expect(told).toBe(TASKS - kept!.open.length);
		expect(most).toBeLessThan(20_000);
	});
});
