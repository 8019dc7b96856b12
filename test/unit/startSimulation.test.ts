import { dataForVideo } from '../../nodes/GcoreStreamingAi/task/videoId';
import type { Wanted } from '../../nodes/GcoreStreamingAi/task/sameTask';
import { inFull } from '../full';
import { Random } from '../trigger/random';
import { FATES, StartWorld, type World } from './startWorld';

const SEEDS = inFull(300, 3_000);

jest.setTimeout(120_000);

const TRIES = 3;
const HOUR_MS = 3_600_000;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

/** Lets the clock run until a promise is there. */
async function inVirtualTime<T>(work: Promise<T>): Promise<T> {
	let isDone = false;
	const done = work.finally(() => (isDone = true));
	while (!isDone) await jest.advanceTimersToNextTimerAsync();
	return await done;
}

/** How the user names videos. What an expression gives can differ between two tries. */
const SOURCES = ['plain', 'signed', 'gcoreVideo'] as const;

/** What an item wants in a try. @param change differs between tries */
function wanted(source: (typeof SOURCES)[number], item: number, change: string): Wanted {
	const base = { task_name: 'transcription' };
	if (source === 'gcoreVideo') {
		const url = `https://demo.gvideo.io/videos/2675_slug${item}/h264_${change}.mp4`;
		const body = { ...base, url, client_entity_data: dataForVideo(700 + item) };
		return { body, video: { id: 700 + item, slug: `slug${item}` } };
	}
	const url = `https://v.example/${item}.mp4`;
	const query = source === 'signed' ? `?sign=${change}` : '';
	return { body: { ...base, url: `${url}${query}`, client_entity_data: query } };
}

const worldOf = (random: Random): World => {
	const hasDate = random.chance(0.8);
	return {
		// Without a Date header a minute is what can be allowed for.
		clockOffset: hasDate ? random.whole(-2 * HOUR_MS, 2 * HOUR_MS) : random.whole(-30_000, 0),
		hasDate,
		listLagMs: random.of([0, 0, 2_000, 8_000]),
		listWithoutTime: random.chance(0.3),
		listWithoutData: random.chance(0.3),
		fates: Array.from({ length: random.whole(0, 6) }, () => random.of(FATES)),
	};
};

/** Tasks that had ended, or were started for something else, before the node was. */
function addOlder(
	gcore: StartWorld,
	random: Random,
	asked: Wanted[],
	hasDate: boolean,
): Set<string> {
	const older = Array.from({ length: random.whole(0, 4) }, () => {
		const at = gcore.now() - random.of([hasDate ? 30_000 : 120_000, HOUR_MS, 48 * HOUR_MS]);
		const other = { url: 'https://v.example/other.mp4', task_name: 'transcription' };
		const data = random.chance(0.8) ? random.of(asked).body : other;
		return gcore.tasks.add({
			status: random.of(['REVOKED', 'FAILURE', 'SUCCESS']),
			task_data: data,
			processing_time: {
				started_at: new Date(at - 60_000).toISOString(),
				completed_at: new Date(at).toISOString(),
				total_time_sec: 60,
			},
		});
	});
	return new Set(older.map(({ task_id }) => task_id));
}

const seeds = Array.from({ length: SEEDS }, (_, seed) => seed);

it('nothing is started twice, and nothing older handed on, whatever happens between tries', async () => {
	let [lost, handedOn] = [0, 0];
	for (const seed of seeds) {
		const random = new Random(seed);
		const world = worldOf(random);
		lost += world.fates.filter((fate) => fate === 'lost' || fate === 'noId').length;
		const fates = [...world.fates];
		const gcore = new StartWorld(world);
		const items = random.whole(1, random.of([3, 3, 12]));
		const source = random.of(SOURCES);
		// Two items can want the same. With addresses that are signed anew, nobody could tell.
		const videos = Array.from({ length: items }, (_, item) =>
			source !== 'signed' && random.chance(0.2) ? 0 : item,
		);
		const reuses = random.chance(0.3);
		const stops = random.chance(0.5);
		const atOnce = random.of([1, 2, 50]);
		const older = addOlder(
			gcore,
			random,
			videos.map((video) => wanted(source, video, '0')),
			world.hasDate,
		);
		let ids: Array<string | undefined> = [];
		for (let attempt = 0; attempt < TRIES; attempt++) {
			const asks = (item: number) => wanted(source, videos[item], String(attempt));
			({ ids } = await inVirtualTime(gcore.attempt(items, asks, { reuses, stops, atOnce })));
			if (ids.filter(Boolean).length === items) break;
			await jest.advanceTimersByTimeAsync(1_000);
		}
		const wantedTasks = reuses ? new Set(videos).size : items;
		const about = JSON.stringify({
			seed,
			...world,
			fates,
			source,
			videos,
			reuses,
			stops,
			atOnce,
			ids,
		});
		const failures: string[] = [];
		const check = (holds: boolean, what: string) => holds || failures.push(`${what}: ${about}`);
		check(gcore.started.length <= wantedTasks, 'too many tasks');
		for (const [item, id] of ids.entries()) {
			if (id === undefined) continue;
			handedOn++;
			const task = gcore.tasks.get(id);
			const mayBeOld = reuses && task?.status === 'SUCCESS';
			check(!older.has(id) || mayBeOld, 'an older task is handed on');
			const { url } = wanted(source, videos[item], '').body;
			const video = String(url).replace(/\.mp4.*$|[^/]*$/, '');
			check(String(task?.task_data.url).startsWith(video), 'a task of another video');
		}
		const given = ids.filter(Boolean);
		check(reuses || new Set(given).size === given.length, 'one task for two items');
		expect(failures).toEqual([]);
	}
	// The worlds are as bad as they are meant to be.
	expect(lost).toBeGreaterThan(SEEDS / 4);
	expect(handedOn).toBeGreaterThan(SEEDS);
});

describe('Reuse Task over two executions', () => {
	const quiet: World = {
		clockOffset: 0,
		hasDate: true,
		listLagMs: 0,
		listWithoutTime: false,
		listWithoutData: false,
		fates: [],
	};

	const OPTIONS = { reuses: true, stops: true };
	const download = (n: number): Wanted => ({
		body: { task_name: 'transcription', url: `https://v.example/download?file=${n}` },
	});

	/** The task of an execution, and of the next one when `between` has happened. */
	async function twice(
		world: Partial<World>,
		asks: (execution: number) => Wanted,
		between: (gcore: StartWorld) => void = () => {},
	) {
		const gcore = new StartWorld({ ...quiet, ...world });
		const first = await inVirtualTime(gcore.attempt(1, () => asks(0), OPTIONS));
		await jest.advanceTimersByTimeAsync(60_000);
		between(gcore);
		gcore.nextExecution();
		const next = await inVirtualTime(gcore.attempt(1, () => asks(1), OPTIONS));
		return { gcore, isSame: first.ids[0] === next.ids[0], hints: next.hints };
	}

	const addNewer = (count: number) => (gcore: StartWorld) => {
		for (let n = 1; n <= count; n++) gcore.tasks.add({ task_data: download(n).body as never });
	};

	it.each([
		[0, true],
		[100, true],
		[1_500, true],
		[2_500, false],
	])('behind %s newer tasks that the search finds as well: the same is %s', async (newer, same) => {
		const { gcore, isSame } = await twice({}, () => download(0), addNewer(newer));
		expect([isSame, gcore.started.length]).toEqual([same, same ? 1 : 2]);
	});

	it.each([
		[10, true, []],
		[60, false, [expect.stringMatching(/^'Reuse Task' could not tell what \d+ tasks do: /)]],
	])('rows without data, behind %s newer tasks: the same is %s', async (newer, same, hints) => {
		const world = { listWithoutData: true };
		const told = await twice(world, () => download(0), addNewer(newer));
		expect([told.isSame, told.hints]).toEqual([same, hints]);
	});

	it('a Gcore video whose address is another by now', async () => {
		const { isSame, gcore } = await twice({}, (n) => wanted('gcoreVideo', 1, String(n)));
		expect([isSame, gcore.started.length]).toEqual([true, 1]);
	});

	it.each([
		['client_user_id', 'bob', 'alice', false],
		['client_user_id', 'bob', 'bob', true],
		['client_user_id', 'bob', '', true],
		['client_user_id', '', 'bob', false],
		['client_entity_data', '{"a":1}', '{"a":2}', false],
		['client_entity_data', '{"a":1}', '', true],
	])('%s %s, then %s: the same is %s', async (label, first, next, same) => {
		const asks = (n: number) => ({
			body: { ...download(0).body, [label]: n === 0 ? first : next },
		});
		expect((await twice({}, asks)).isSame).toBe(same);
	});

	it('two users of one run have a task each', async () => {
		const gcore = new StartWorld(quiet);
		const asks = (item: number) => ({
			body: { ...download(0).body, client_user_id: ['alice', 'bob', 'alice'][item] },
		});
		const { ids } = await inVirtualTime(gcore.attempt(3, asks, OPTIONS));
		expect([new Set(ids).size, ids[0] === ids[2]]).toEqual([2, true]);
	});
});
