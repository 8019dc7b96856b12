/** @type {import('jest').Config} */
module.exports = {
	testEnvironment: 'node',
	roots: [
		'<rootDir>/test/unit',
		'<rootDir>/test/workflow',
		'<rootDir>/test/standin',
		'<rootDir>/test/gate',
		'<rootDir>/test/property',
		'<rootDir>/test/faults',
		'<rootDir>/test/trigger',
	],
	// Runs go over real HTTP, on machines that may be busy with something else.
	testTimeout: 20_000,
	testMatch: ['**/*.test.ts'],
	transform: {
		'^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.tools.json' }],
	},
};
