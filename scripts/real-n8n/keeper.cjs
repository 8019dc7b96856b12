// Runs one command in a process group of its own and ends the whole group when whoever started this ends, however that
// comes about: their end of this process's standard input closes. A signal handler in the parent could not promise that.
// Usage: node keeper.cjs GRACE_MS COMMAND [ARGUMENT...]
const { spawn } = require('node:child_process');

const [graceMs, command, ...args] = process.argv.slice(2);
const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });

const signalGroup = (signal) => {
	try {
		process.kill(-child.pid, signal);
	} catch {
		// The group has ended already.
	}
};

let ending = false;
const end = () => {
	if (ending) return;
	ending = true;
	signalGroup('SIGTERM');
	setTimeout(() => signalGroup('SIGKILL'), Number(graceMs));
};

// Whatever is said on standard input asks for the end that gives a process no time, for tests of that.
process.stdin.on('data', () => signalGroup('SIGKILL'));
process.stdin.on('end', end);
process.stdin.on('error', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

child.on('error', (error) => {
	console.error(`Could not start ${command}: ${error.message}`);
	process.exit(127);
});
child.on('exit', (code, signal) => {
	// What the command left behind, such as n8n's task runner, goes with it.
	signalGroup('SIGKILL');
	process.exit(code ?? (signal === 'SIGKILL' ? 137 : 143));
});
