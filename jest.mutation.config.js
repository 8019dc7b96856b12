const base = require('./jest.config');

/** What kills mutants of the pure parts. Tests of what sends and keeps time are not among it, nor one that measures. @type {import('jest').Config} */
module.exports = {
	...base,
	roots: ['<rootDir>/test/unit'],
	testPathIgnorePatterns: ['(Cost|client|gate|limiter|transport)\\.test\\.ts$'],
};
