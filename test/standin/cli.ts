/* eslint-disable @n8n/community-nodes/no-restricted-imports, @n8n/community-nodes/no-restricted-globals -- a server for tests, not part of the package */
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { startStandIn, type StandInOptions } from './server';

const USAGE = `Usage: tsx test/standin/cli.ts [options]

Runs the stand-in for Gcore until SIGTERM or SIGINT, and prints {"url": "..."} once it listens,
with --tls also {"tlsUrl": "..."}.

  --port N              port to listen on (default: 0, any free one)
  --host NAME           address to listen on (default: 127.0.0.1)
  --tls FILE            PEM file of a key and its certificate: listen by https, too
  --key KEY             key of the default account (default: 1234$abcdef)
  --disabled-key KEY    key of an account without AI (422)
  --forbidden-key KEY   key of an account without rights (403)
  --task-ms N           how long a started task takes (default: 2000)
  --latency N           milliseconds that each answer waits
  --rate N              requests allowed per second (429 above)
  --burst N             requests allowed at once under --rate (default: the rate)
  --window              count --rate within whole seconds
  --queue-limit N       unfinished tasks allowed
  --max-log N           requests that the log keeps
  --past-end-404        answer 404 to a page past the last
  --list-without-time   list tasks without processing_time
  --old-spelling        older names in moderation results
  --control             open the control door at /__standin__/
  --help
`;

/** Reads the command line; undefined for --help. Throws on wrong arguments. */
function readOptions(args: string[]): StandInOptions | undefined {
	const text = { type: 'string' } as const;
	const flag = { type: 'boolean', default: false } as const;
	const { values } = parseArgs({
		args,
		options: {
			port: text,
			host: text,
			tls: text,
			key: text,
			'disabled-key': text,
			'forbidden-key': text,
			'task-ms': text,
			latency: text,
			rate: text,
			burst: text,
			window: flag,
			'queue-limit': text,
			'max-log': text,
			'past-end-404': flag,
			'list-without-time': flag,
			'old-spelling': flag,
			control: flag,
			help: flag,
		},
	});
	if (values.help) return undefined;
	const whole = (name: keyof typeof values, least = 0) => {
		const value = values[name];
		if (value === undefined) return undefined;
		if (!/^\d+$/.test(String(value)) || Number(value) < least) {
			throw new Error(`--${name} takes a whole number from ${least}`);
		}
		return Number(value);
	};
	const perSecond = whole('rate', 1);
	const burst = whole('burst', 1);
	if (perSecond === undefined && (burst !== undefined || values.window)) {
		throw new Error('--burst and --window need --rate');
	}
	return {
		apiKey: values.key ?? '1234$abcdef',
		accounts: {
			...(values['disabled-key'] && { [values['disabled-key']]: { featureDisabled: true } }),
			...(values['forbidden-key'] && { [values['forbidden-key']]: { forbidden: true } }),
		},
		port: whole('port'),
		host: values.host,
		tls: values.tls && readFileSync(values.tls, 'utf8'),
		taskMs: whole('task-ms'),
		latencyMs: whole('latency'),
		rateLimit: perSecond === undefined ? undefined : { perSecond, burst, window: values.window },
		queueLimit: whole('queue-limit'),
		maxLog: whole('max-log', 1),
		pastEnd: values['past-end-404'] ? '404' : 'empty',
		listWithoutTime: values['list-without-time'],
		oldSpelling: values['old-spelling'],
		control: values.control,
	};
}

async function main(): Promise<void> {
	let options: StandInOptions | undefined;
	try {
		options = readOptions(process.argv.slice(2));
	} catch (error) {
		process.stderr.write(`${(error as Error).message}\n\n${USAGE}`);
		process.exitCode = 2;
		return;
	}
	if (!options) {
		process.stdout.write(USAGE);
		return;
	}
	const standIn = await startStandIn(options);
	for (const signal of ['SIGTERM', 'SIGINT'] as const) {
		process.once(signal, () => void standIn.close());
	}
	// Last, for whoever reads it may end this process at once.
	process.stdout.write(`${JSON.stringify({ url: standIn.url, tlsUrl: standIn.tlsUrl })}\n`);
}

main().catch((error: Error) => {
	process.stderr.write(`${error.message}\n`);
	process.exitCode = 1;
});
