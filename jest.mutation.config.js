const base = require('./jest.config');

/** The unit tests of what stryker.config.json mutates. @type {import('jest').Config} */
module.exports = {
	...base,
	roots: ['<rootDir>/test/unit'],
	testMatch: [
		'**/{outcomes,taskId,cancelOutcome,subtitles,subtitlesFile,times,webvtt,lines,newTask,newTaskOptions,languages,task,timedOut,retry,answers,foundId,sameTask}.test.ts',
	],
};
