/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import { itemsOf } from '../../scripts/real-n8n/api';
import { freePort } from '../../scripts/real-n8n/ports';
import type { Item } from '../../scripts/real-n8n/types';
import { CancelCases, OUTCOMES, type CancelCase } from './cases';
import { behind, GCORE, type CredentialRef } from './workflows';
import { outputsOf, reasonOf, runOver, type World } from './world';

/** n8n puts the Error output behind the node's own. */
const ERROR_OUTPUT = OUTCOMES.length;
const NO_RETRIES = { options: { maxRetries: 0 } };

const ids = (items: Item[]) => items.map(({ json }) => json.task_id);

/** What On Error makes of answers that Gcore does not document for the cancel call. */
export async function checkOnError(world: World): Promise<void> {
	const { checks, gcore } = world;
	/** Cancelled, refused, already done, refused, cancelled. */
	const mixed = (): CancelCase[] => {
		const cases = new CancelCases(gcore);
		return [
			cases.ending('cancelled'),
			cases.answering(500),
			cases.ending('alreadyDone'),
			cases.answering(403),
			cases.ending('cancelled'),
		];
	};

	await checks.check('On Error: Stop ends with what happened and what to do', async () => {
		const cases = new CancelCases(gcore);
		const items = [cases.ending('cancelled'), cases.answering(500)];
		const execution = await runOver(world, 'Stop', items, { parameters: NO_RETRIES });
		assert.equal(execution.status, 'error');
		const { error } = execution.data.resultData;
		assert.ok(error?.message && error.description, JSON.stringify(error));
		assert.match(String(error.description), /item 1/);
	});

	await checks.check('On Error: Continue marks refused items, and only them', async () => {
		const items = mixed();
		const execution = await runOver(world, 'Continue', items, {
			parameters: NO_RETRIES,
			onError: 'continueRegularOutput',
		});
		assert.equal(execution.status, 'success', reasonOf(execution));
		const [first, , , done] = outputsOf(execution, ERROR_OUTPUT);
		assert.deepEqual(
			first.map(({ json }) => Boolean(json.error)),
			[false, true, true, false],
		);
		assert.deepEqual(ids(done), [items[2].task_id]);
	});

	await checks.check('On Error: Error Output takes refused items, and only them', async () => {
		const items = mixed();
		const execution = await runOver(world, 'Error output', items, {
			parameters: NO_RETRIES,
			onError: 'continueErrorOutput',
			outputs: ERROR_OUTPUT + 1,
		});
		assert.equal(execution.status, 'success', reasonOf(execution));
		const outputs = outputsOf(execution, ERROR_OUTPUT + 1);
		assert.deepEqual(ids(outputs[0]), [items[0].task_id, items[4].task_id]);
		assert.ok(outputs[0].every(({ json }) => json.cancelled === true));
		assert.deepEqual(ids(outputs[3]), [items[2].task_id]);
		const failed = outputs[ERROR_OUTPUT];
		assert.deepEqual(ids(failed), [items[1].task_id, items[3].task_id]);
		for (const { json } of failed) assert.ok(json.error && toDo(json), JSON.stringify(json));
		assert.deepEqual(
			itemsOf(execution, behind(ERROR_OUTPUT)).map(({ json }) => json.n),
			[1, 3],
		);
	});

	await checks.check(
		"'fail' with Error Output: only cancelled tasks leave by Success",
		async () => {
			const cases = new CancelCases(gcore);
			const items = OUTCOMES.map((outcome) => cases.ending(outcome));
			const execution = await runOver(world, 'Fail to Error output', items, {
				parameters: { outcomeHandling: 'fail' },
				onError: 'continueErrorOutput',
			});
			assert.equal(execution.status, 'success', reasonOf(execution));
			const [success, error] = outputsOf(execution, 2);
			assert.deepEqual(ids(success), [items[0].task_id]);
			assert.deepEqual(
				ids(error),
				items.slice(1).map(({ task_id }) => task_id),
			);
		},
	);

	await checks.check('outcomes without an output of their own go to the Error output', async () => {
		const cases = new CancelCases(gcore);
		const items = OUTCOMES.map((outcome) => cases.ending(outcome));
		const execution = await runOver(world, 'Some outputs', items, {
			parameters: { separateOutcomes: ['alreadyDone'] },
			onError: 'continueErrorOutput',
		});
		assert.equal(execution.status, 'success', reasonOf(execution));
		assert.deepEqual(
			outputsOf(execution, 3).map((left) => left.length),
			[1, 1, 3],
		);
	});

	await checks.check(
		'a credential that cannot be used sends all items to Error output',
		async () => {
			const { id, name } = await world.n8n.api.createCredential({
				name: 'Plain http',
				type: 'gcoreApi',
				data: { apiKey: 'any', baseUrl: 'http://gcore.example' },
			});
			const credential: CredentialRef = { id, name };
			const cases = new CancelCases(gcore);
			const items = [cases.ending('cancelled'), cases.ending('cancelled')];
			const execution = await runOver(world, 'Unusable credential', items, {
				parameters: {},
				credential,
				onError: 'continueErrorOutput',
			});
			assert.equal(execution.status, 'success', reasonOf(execution));
			assert.deepEqual(itemsOf(execution, GCORE, 0), []);
			assert.equal(itemsOf(execution, GCORE, ERROR_OUTPUT).length, 2);
			assert.equal(gcore.tasks.get(items[0].task_id)?.status, 'STARTED');
		},
	);

	await checks.check('trouble with the connection is named', async () => {
		const { id, name } = await world.n8n.api.createCredential({
			name: 'Nobody there',
			type: 'gcoreApi',
			data: { apiKey: 'any', baseUrl: `http://127.0.0.1:${await freePort()}` },
		});
		const execution = await runOver(world, 'Refused', [{ task_id: 'any' }], {
			parameters: NO_RETRIES,
			credential: { id, name },
		});
		assert.equal(execution.status, 'error');
		assert.match(String(execution.data.resultData.error?.message), /refuse/i);
	});

	await checks.check('a server that does not answer is named', async () => {
		const { task_id } = gcore.tasks.add();
		gcore.plant({ kind: 'hang', match: { task: task_id } });
		const execution = await runOver(world, 'Silent', [{ task_id }], {
			parameters: { options: { maxRetries: 0, requestTimeout: 0.5 } },
		});
		assert.equal(execution.status, 'error');
		assert.match(String(execution.data.resultData.error?.message), /did not answer|in time/i);
	});
}

/** Where an item on the Error output says what to do: in `details`, or in `message` where n8n allows no other field. */
const toDo = (json: Item['json']): unknown =>
	(json.details as { description?: string } | undefined)?.description ?? json.message;
