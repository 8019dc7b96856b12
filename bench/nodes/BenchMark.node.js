const { readFileSync, writeFileSync } = require('node:fs');
const { setFlagsFromString } = require('node:v8');
const { runInNewContext } = require('node:vm');

let start;

/** Linux keeps the highest resident size of a process; writing 5 here begins anew. */
function resetPeak() {
	try {
		writeFileSync('/proc/self/clear_refs', '5');
		return true;
	} catch {
		return false;
	}
}

const peakMb = () =>
	Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) / 1024;

/** Stands before and after what is measured, inside the n8n process; the second one tells time, CPU and memory. */
class BenchMark {
	constructor() {
		this.description = {
			displayName: 'Bench Mark',
			name: 'benchMark',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: { name: 'Bench Mark' },
			inputs: ['main'],
			outputs: ['main'],
			properties: [{ displayName: 'Phase', name: 'phase', type: 'string', default: 'before' }],
		};
	}

	async execute() {
		const items = this.getInputData();
		if (this.getNodeParameter('phase', 0) === 'before') {
			// What earlier runs have left behind is not this one's matter.
			setFlagsFromString('--expose-gc');
			runInNewContext('gc')();
			const hasPeak = resetPeak();
			const rssMb = process.memoryUsage.rss() / 1024 / 1024;
			start = { hasPeak, rssMb, cpu: process.cpuUsage(), at: performance.now() };
			return [items];
		}
		const ms = performance.now() - start.at;
		const { user, system } = process.cpuUsage(start.cpu);
		const json = {
			ms,
			cpuMs: (user + system) / 1000,
			extraMb: start.hasPeak ? peakMb() - start.rssMb : null,
			items: items.length,
		};
		return [[{ json, pairedItem: { item: 0 } }]];
	}
}

module.exports = { BenchMark };
