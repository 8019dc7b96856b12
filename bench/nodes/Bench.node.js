const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

const AT_ONCE = 50;

let start;
let arrived;

const WORK = {
	/** Makes the items of a run: IDs that begin with a prefix, as many as the webhook's query says. */
	items({ query: { prefix, count } }) {
		return Array.from({ length: Number(count) }, (_, index) => ({ task_id: `${prefix}-${index}` }));
	},

	/** Stands before what is measured. What earlier runs have left behind is not this one's matter. */
	before(_first, tasks) {
		setFlagsFromString('--expose-gc');
		runInNewContext('gc')();
		arrived = 0;
		start = { at: performance.now(), cpu: process.cpuUsage() };
		return tasks;
	},

	/** Stands behind it. In a loop it is reached again and again: the last time counts. */
	after(_first, tasks) {
		const ms = performance.now() - start.at;
		const { user, system } = process.cpuUsage(start.cpu);
		arrived += tasks.length;
		return [{ ms, cpuMs: (user + system) / 1000, arrived }];
	},

	/** The least that a cancel can cost in n8n: its authenticated helper in a pool, and nothing else. */
	async floor(_first, tasks) {
		const baseUrl = this.getNodeParameter('baseUrl', 0);
		const request = this.helpers.httpRequestWithAuthentication;
		const results = [];
		let next = 0;
		const worker = async () => {
			while (next < tasks.length) {
				const index = next++;
				results[index] = await request.call(this, 'gcoreApi', {
					method: 'POST',
					url: `${baseUrl}/streaming/ai/tasks/${tasks[index].task_id}/cancel`,
					json: true,
					ignoreHttpStatusErrors: true,
				});
			}
		};
		await Promise.all(Array.from({ length: AT_ONCE }, worker));
		return results;
	},
};

/** All that the bench needs within the n8n process. */
class Bench {
	description = {
		displayName: 'Bench',
		name: 'bench',
		group: ['transform'],
		version: 1,
		description: '',
		defaults: { name: 'Bench' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'gcoreApi', required: false }],
		properties: ['work', 'baseUrl'].map((name) => ({
			displayName: name,
			name,
			type: 'string',
			default: '',
		})),
	};

	async execute() {
		const items = this.getInputData().map(({ json }) => json);
		const results = await WORK[this.getNodeParameter('work', 0)].call(this, items[0], items);
		return [results.map((json, item) => ({ json, pairedItem: { item } }))];
	}
}

module.exports = { Bench };
