/** From the bottom up: each may import what stands above it in this list, and itself. */
const LAYERS = [
	'gcore/',
	'outcomes\\.ts$',
	'task/',
	'outputs\\.ts$',
	'fields/',
	'n8n/',
	'(?:actions|trigger|methods)/',
	'[^/]+\\.node\\.ts$',
];

const HOME = '^nodes/GcoreStreamingAi/';

/** These stand beside each other, and know nothing of each other. */
const BESIDE = ['actions', 'trigger', 'methods'];

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
	forbidden: [
		{ name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
		{
			name: 'no-orphan',
			severity: 'error',
			from: { orphan: true, pathNot: '^index\\.ts$' },
			to: {},
		},
		...LAYERS.slice(0, -1).map((layer, index) => ({
			name: `not-up-from-${layer.replace(/\W+/g, '-')}`,
			severity: 'error',
			from: { path: HOME + layer },
			to: { path: LAYERS.slice(index + 1).map((higher) => HOME + higher) },
		})),
		...BESIDE.map((folder) => ({
			name: `not-beside-${folder}`,
			severity: 'error',
			from: { path: `${HOME}${folder}/` },
			to: { path: `${HOME}(?:${BESIDE.join('|')})/`, pathNot: `${HOME}${folder}/` },
		})),
		{
			name: 'credentials-know-the-account-alone',
			severity: 'error',
			from: { path: '^credentials/' },
			to: { path: HOME, pathNot: `${HOME}gcore/(?:account|connection|failures)\\.ts$` },
		},
		{
			name: 'nothing-at-run-time-but-n8n-workflow',
			severity: 'error',
			from: {},
			to: { pathNot: ['^(?:nodes|credentials)/', 'node_modules/n8n-workflow/', '^crypto$'] },
		},
	],
	options: {
		tsConfig: { fileName: 'tsconfig.json' },
		// An import of a type is an arrow as well.
		tsPreCompilationDeps: true,
		doNotFollow: { path: 'node_modules' },
	},
};
