import type { OnError } from 'n8n-workflow';

import { mixedItems, quick, useGcore } from './helpers';

const gcore = useGcore();

/** By default this many requests are in flight at the most. */
const IN_FLIGHT = 50;

const runningTasks = (count: number) =>
	Array.from({ length: count }, () => ({ task_id: gcore.standIn.tasks.add().task_id }));

describe('On Error: Stop', () => {
	it('sends nothing more after the first undocumented answer', async () => {
		const items = runningTasks(80);
		gcore.plantFor(items[3].task_id, { status: 405 });
		// The others are still under way when the answer comes.
		gcore.standIn.plant({ delayMs: 150 });
		const { error, outputs } = await gcore.run({ items, parameters: quick() });

		expect(gcore.standIn.requests).toHaveLength(IN_FLIGHT);
		expect(outputs.flat()).toEqual([]);
		expect(error?.message).toBe('The address does not take this call (HTTP 405)');
		// What was in flight has been cancelled all the same, and is counted.
		expect(gcore.standIn.stats.cancelled).toBe(IN_FLIGHT - 1);
		expect(error?.description).toBe(
			"Check 'Base URL' in the credential. This was item 3. 49 of 80 tasks had been cancelled before.",
		);
	});

	it('does not go on trying what was to be tried again', async () => {
		const items = runningTasks(80);
		gcore.plantFor(items[0].task_id, { status: 405, delayMs: 100 });
		gcore.standIn.plant({ status: 503, headers: { 'retry-after': '30' } });
		const started = performance.now();
		const { error } = await gcore.run({ items, parameters: { options: { maxRetries: 5 } } });

		// Retry-After asks for 30 s.
		expect(performance.now() - started).toBeLessThan(15_000);
		expect(gcore.standIn.requests).toHaveLength(IN_FLIGHT);
		expect(error?.message).toContain('HTTP 405');
	});

	it('counts what was cancelled before, among documented answers of all kinds', async () => {
		const items = mixedItems(gcore, 30, 5);
		items.push({ ...items[0], task_id: gcore.plantFor('last', { status: 405 }) });
		const { error } = await gcore.run({
			items,
			parameters: quick({ options: { maxConcurrency: 1 } }),
		});
		expect(error?.description).toMatch(
			/ This was item 30\. 6 of 31 tasks had been cancelled before\.$/,
		);
		expect(gcore.standIn.stats.cancelled).toBe(6);
	});

	it('does not count for a single item', async () => {
		const items = [{ task_id: gcore.plantFor('only', { status: 405 }) }];
		const { error } = await gcore.run({ items, parameters: quick() });
		expect(error?.description).toBe("Check 'Base URL' in the credential.");
	});

	it('stops at an outcome without an output too, and tells it', async () => {
		const items = [...runningTasks(1), { task_id: 'gone' }, ...runningTasks(1)];
		const { error, outputs } = await gcore.run({
			items,
			parameters: { outcomeHandling: 'fail', options: { maxConcurrency: 1 } },
		});
		expect(outputs.flat()).toEqual([]);
		expect(error).toMatchObject({
			message: 'Not Found: The account has no such task, or its record is older than a month',
			httpCode: '404',
		});
		expect(error?.description).toBe(
			'Gcore says: "Task not found". Check the task ID, and that the credential belongs to the account that started the task. This was item 1. 1 of 3 tasks had been cancelled before.',
		);
		expect(gcore.standIn.requests).toHaveLength(2);
	});
});

describe.each<[number, RegExp]>([
	[401, /^Gcore refused the API key \(HTTP 401\)$/],
	[403, /^The API key is not allowed to use Streaming AI \(HTTP 403\)$/],
])('a key that is refused with %i', (status, message) => {
	it.each<OnError>(['stopWorkflow', 'continueRegularOutput', 'continueErrorOutput'])(
		'is not tried again for the other items, On Error %s',
		async (onError) => {
			gcore.standIn.plant({ status });
			const items = runningTasks(100);
			const { error, json } = await gcore.run({ items, onError });

			expect(gcore.standIn.requests.length).toBeLessThanOrEqual(IN_FLIGHT);
			expect(gcore.standIn.stats.cancelled).toBe(0);
			if (onError === 'stopWorkflow') {
				expect(error?.message).toMatch(message);
				return;
			}
			const output = onError === 'continueErrorOutput' ? 5 : 0;
			expect(json[output]).toHaveLength(100);
			for (const item of json[output]) {
				expect(item.error).toMatch(message);
				expect(item).not.toHaveProperty('cancelled');
			}
		},
	);
});
