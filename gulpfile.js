const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src, watch } = require('gulp');

const clean = () => rm('dist', { recursive: true, force: true });

const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });

const BESIDES_CODE = [
	'{nodes,credentials}/**/*.svg',
	'nodes/**/*.node.json',
	'nodes/**/__schema__/**/*.json',
];

// `encoding: false` keeps gulp 5 from re-encoding what it copies.
const copy = () => src(BESIDES_CODE, { base: '.', encoding: false }).pipe(dest('dist'));

const build = series(clean, parallel(compile, copy));

// The watcher is not handed to gulp, which would take its first compile error for the end of the whole task.
const rebuildOnChange = (done) => {
	watch(['{nodes,credentials}/**/*', 'index.ts'], parallel(compile, copy));
	done();
};

exports.build = build;
exports.watch = series(build, rebuildOnChange);
exports.default = build;
