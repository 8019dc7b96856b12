const { availableParallelism } = require('node:os');

// A time that is read or written in the machine's zone must show, on machines that keep UTC too.
process.env.TZ = 'America/New_York';

/** Parsers of subtitles that come as ES modules alone, which jest does not load as they are. */
const MODULES_OF_TESTS = '/node_modules/(subsrt-ts|media-captions)/';

/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: './test/engine/outside/environment.js',
	moduleNameMapper: { '^(n8n-core|n8n-workflow)$': '<rootDir>/test/engine/outside/$1.js' },
	roots: ['<rootDir>/test'],
	// Suites on a real n8n, with a runner of their own.
	testPathIgnorePatterns: ['<rootDir>/test/(e2e|compat|queue|players|judge)/'],
	// Runs go over real HTTP, on machines that may be busy with something else.
	testTimeout: 20_000,
	// Much of the time a test waits, for another try or another look at a task: more than one worker for a core.
	maxWorkers: Math.max(4, availableParallelism()),
	testMatch: ['**/*.test.ts'],
	// The pure parts: decisions without requests, time or n8n. `npm run coverage` wants every branch of them tried.
	collectCoverageFrom: [
		'nodes/GcoreStreamingAi/{outcomes,outputs}.ts',
		'nodes/GcoreStreamingAi/fields/{dates,reader,values}.ts',
		'nodes/GcoreStreamingAi/task/*.ts',
		'nodes/GcoreStreamingAi/trigger/*.ts',
		// They wire it to n8n.
		'!nodes/GcoreStreamingAi/trigger/{memory,poll,properties,settings,testEvent}.ts',
		'nodes/GcoreStreamingAi/gcore/*.ts',
		// They send, wait and keep time.
		'!nodes/GcoreStreamingAi/gcore/{calls,deadline,http,pool,stop,videoCalls}.ts',
	],
	// Text alone: a report's own scripts in the tree would be linted.
	coverageReporters: ['text'],
	coverageThreshold: { global: { branches: 100 } },
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.tools.json' }],
		[`${MODULES_OF_TESTS}.+\\.js$`]: [
			'ts-jest',
			{ tsconfig: { allowJs: true, module: 'commonjs', target: 'es2022' }, diagnostics: false },
		],
	},
	transformIgnorePatterns: [`/node_modules/(?!(subsrt-ts|media-captions)/)`],
};
