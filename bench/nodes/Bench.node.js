const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const AT_ONCE = 50;

let start;
let arrived;

/** Makes the items of a run: IDs of so many tasks that begin with a prefix, both from the webhook's query. */
function items() {
	const { prefix, count } = this.getInputData()[0].json.query;
	const taskIds = Array.from({ length: Number(count) }, (_, index) => `${prefix}-${index}`);
	return taskIds.map((task_id) => ({ json: { task_id }, pairedItem: { item: 0 } }));
}

/** Stands before what is measured, inside the n8n process. What earlier runs have left behind is not this one's matter. */
function before() {
	setFlagsFromString('--expose-gc');
	runInNewContext('gc')();
	arrived = 0;
	start = { at: performance.now(), cpu: process.cpuUsage() };
	return this.getInputData();
}

/** Stands behind it, and tells time and processor time. In a loop it is reached again and again: the last one counts. */
function after() {
	const ms = performance.now() - start.at;
	const { user, system } = process.cpuUsage(start.cpu);
	arrived += this.getInputData().length;
	return [{ json: { ms, cpuMs: (user + system) / 1000, arrived }, pairedItem: { item: 0 } }];
}

/** The least that a cancel can cost in n8n: its authenticated helper in a pool, and nothing else. */
async function floor() {
	const tasks = this.getInputData();
	const results = new Array(tasks.length);
	let next = 0;
	const worker = async () => {
		while (next < tasks.length) {
			const index = next++;
			const { statusCode, body } = await this.helpers.httpRequestWithAuthentication.call(
				this,
				'gcoreApi',
				{
					method: 'POST',
					url: `${this.getNodeParameter('baseUrl', 0)}/streaming/ai/tasks/${tasks[index].json.task_id}/cancel`,
					json: true,
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
				},
			);
			results[index] = { json: { statusCode, body }, pairedItem: { item: index } };
		}
	};
	await Promise.all(Array.from({ length: Math.min(AT_ONCE, tasks.length) }, worker));
	return results;
}

const WORK = { items, before, after, floor };

/** All that the bench needs within n8n. */
class Bench {
	constructor() {
		this.description = {
			displayName: 'Bench',
			name: 'bench',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Bench' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'gcoreApi', required: false }],
			properties: [
				{ displayName: 'Work', name: 'work', type: 'string', default: '' },
				{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' },
			],
		};
	}

	async execute() {
		return [await WORK[this.getNodeParameter('work', 0)].call(this)];
	}
}

module.exports = { Bench };
