/** Makes the items of a run: `count` task IDs that begin with `prefix`, both from the webhook's query. */
class BenchItems {
	constructor() {
		this.description = {
			displayName: 'Bench Items',
			name: 'benchItems',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Bench Items' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [],
		};
	}

	async execute() {
		const { prefix, count } = this.getInputData()[0].json.query;
		return [
			Array.from({ length: Number(count) }, (_, index) => ({
				json: { task_id: `${prefix}-${index}`, title: `Video ${index}` },
				pairedItem: { item: 0 },
			})),
		];
	}
}

module.exports = { BenchItems };
