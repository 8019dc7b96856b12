const { spawn } = require('node:child_process');
const { rm } = require('node:fs/promises');
const { dest, parallel, series, src, watch } = require('gulp');

const clean = () => rm('dist', { recursive: true, force: true });

const compile = () =>
	spawn(process.execPath, [require.resolve('typescript/bin/tsc')], { stdio: 'inherit' });

// `encoding: false` keeps gulp 5 from re-encoding what it copies.
const icons = () => src('{nodes,credentials}/**/*.svg', { encoding: false }).pipe(dest('dist'));
const codex = () => src('nodes/**/*.node.json', { encoding: false }).pipe(dest('dist'));

const build = series(clean, parallel(compile, icons, codex));

exports.build = build;
exports.watch = series(build, () =>
	watch(['{nodes,credentials}/**/*', 'index.ts'], parallel(compile, icons, codex)),
);
exports.default = build;
