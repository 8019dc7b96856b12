import { shown } from '../../nodes/GcoreStreamingAi/gcore/shown';

type Stop = typeof import('../../nodes/GcoreStreamingAi/gcore/stop');
type Raise = typeof import('../../nodes/GcoreStreamingAi/n8n/errors');

/** Loads the package with a `sleep` that tells how long it was asked for, and lets the clock jump so far. */
function loadWith(takesSignal: boolean) {
	const slept: number[] = [];
	let now = 1000;
	jest.spyOn(performance, 'now').mockImplementation(() => now);
	const pass = async (ms: number) => {
		slept.push(ms);
		now += ms;
	};
	const sleep = takesSignal
		? async (ms: number, signal: unknown) => {
				await pass(ms);
				if ((signal as AbortSignal | undefined)?.aborted) throw new Error('aborted');
			}
		: pass;
	jest.resetModules();
	jest.doMock('n8n-workflow', () => ({ sleep }));
	const load = <T extends object>(path: string) =>
		jest.requireActual<T>(`../../nodes/GcoreStreamingAi/${path}`);
	return {
		slept,
		...load<Stop>('gcore/stop'),
		...load<Raise>('n8n/errors'),
	};
}

afterEach(() => void jest.restoreAllMocks());

describe('sleep', () => {
	it.each([
		['in one go, where it can be ended by a signal', true, [2500]],
		['in slices, where it cannot', false, [1000, 1000, 500]],
	])('sleeps %s', async (_name, takesSignal, slices) => {
		const { slept, sleepUnlessStopped } = loadWith(takesSignal);
		await sleepUnlessStopped(2500, new AbortController().signal);
		expect(slept).toEqual(slices);
	});

	it('sleeps in slices without a signal', async () => {
		const { slept, sleepUnlessStopped } = loadWith(true);
		await sleepUnlessStopped(1500);
		expect(slept).toEqual([1000, 500]);
	});

	it.each([true, false])('does not begin once stopped', async (takesSignal) => {
		const { slept, sleepUnlessStopped } = loadWith(takesSignal);
		await sleepUnlessStopped(2500, AbortSignal.abort());
		await sleepUnlessStopped(0);
		expect(slept).toEqual([]);
	});

	it.each([true, false])('ends early, without throwing, when aborted', async (takesSignal) => {
		const { slept, Abort: AbortClass } = loadWith(takesSignal);
		const stop = new AbortController();
		const abort = new AbortClass(stop.signal);
		const sleeping = abort.sleep(5000);
		stop.abort();
		await sleeping;
		await abort.sleep(5000);
		expect(abort.aborted).toBe(true);
		expect(slept).toEqual([takesSignal ? 5000 : 1000]);
		expect(new AbortClass(AbortSignal.abort()).aborted).toBe(true);
		expect(new AbortClass().aborted).toBe(false);
	});
});

describe('an item that has failed', () => {
	const DETAILS = { outcome: 'notFound', cancelled: false };
	const note = {
		message: shown`What`,
		description: shown`Do this`,
		httpCode: '404',
		details: DETAILS,
	};

	it.each<[boolean, string | undefined, object]>([
		[
			true,
			'continueErrorOutput',
			{ details: { description: 'Do this', httpCode: '404', ...DETAILS } },
		],
		[
			true,
			'continueRegularOutput',
			{ details: { description: 'Do this', httpCode: '404', ...DETAILS } },
		],
		[
			false,
			'continueRegularOutput',
			{ details: { description: 'Do this', httpCode: '404', ...DETAILS } },
		],
		// Older n8n moves an item to the Error output only when there is nothing else in it.
		[false, 'continueErrorOutput', { message: 'Do this' }],
	])('n8n from 2.34: %s, On Error %s', (newer, onError, rest) => {
		const { failedItem } = loadWith(newer);
		const { GcoreFailure } = jest.requireActual<
			typeof import('../../nodes/GcoreStreamingAi/gcore/failures')
		>('../../nodes/GcoreStreamingAi/gcore/failures');
		expect(failedItem(new GcoreFailure(note), 7, onError)).toEqual({
			json: { error: 'What', ...rest },
			pairedItem: { item: 7 },
		});
	});

	it('of which older n8n takes no details names its task in the message', () => {
		const { failedItem, ofTask } = loadWith(false);
		const { json } = failedItem(ofTask(new Error('Boom'), 'a'), 0, 'continueErrorOutput');
		expect(json).toEqual({
			error: 'Boom',
			message: "Check the node's fields for this item. This was task a.",
		});
	});

	it('tells what is thrown by others', () => {
		const { noteOf } = loadWith(true);
		expect(noteOf(new Error('Boom'))).toEqual({
			message: 'Boom',
			description: "Check the node's fields for this item.",
		});
		expect(noteOf({ message: 'Boom', description: 'Do this' })).toEqual({
			message: 'Boom',
			description: 'Do this',
		});
		expect(noteOf({})).toMatchObject({ message: 'The item could not be handled' });
	});
});
