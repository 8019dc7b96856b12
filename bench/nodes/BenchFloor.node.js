const AT_ONCE = 50;

/** The least that a cancel can cost in n8n: its authenticated helper in a pool of 50, and nothing else. */
class BenchFloor {
	constructor() {
		this.description = {
			displayName: 'Bench Floor',
			name: 'benchFloor',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Bench Floor' },
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'gcoreApi', required: true }],
			properties: [{ displayName: 'Base URL', name: 'baseUrl', type: 'string', default: '' }],
		};
	}

	async execute() {
		const items = this.getInputData();
		const baseUrl = this.getNodeParameter('baseUrl', 0);
		const results = new Array(items.length);
		let next = 0;
		const worker = async () => {
			while (next < items.length) {
				const index = next++;
				const response = await this.helpers.httpRequestWithAuthentication.call(this, 'gcoreApi', {
					method: 'POST',
					url: `${baseUrl}/streaming/ai/tasks/${items[index].json.task_id}/cancel`,
					json: true,
					returnFullResponse: true,
					ignoreHttpStatusErrors: true,
				});
				results[index] = {
					json: { statusCode: response.statusCode, body: response.body },
					pairedItem: { item: index },
				};
			}
		};
		await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
		return [results];
	}
}

module.exports = { BenchFloor };
