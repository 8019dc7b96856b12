import { spawn } from 'node:child_process'; // eslint-disable-line @n8n/community-nodes/no-restricted-imports
import { once } from 'node:events'; // eslint-disable-line @n8n/community-nodes/no-restricted-imports
import { join } from 'node:path'; // eslint-disable-line @n8n/community-nodes/no-restricted-imports
import { StandInClient } from './client';
import { redactor, RequestLog, type LoggedRequest } from './log';
import { ask, closeAll, fakeClock, KEY, open, TASKS } from './testing';

afterEach(closeAll);

describe('the log', () => {
	it('tells what was asked and answered', async () => {
		const clock = fakeClock();
		const gcore = await open({ now: clock.now });
		await ask(gcore, 'POST', `${TASKS}?a=1&a=2`, { url: 'https://example.com/a.mp4' });
		expect(gcore.requests).toEqual([
			{
				method: 'POST',
				path: TASKS,
				query: { a: '2' },
				headers: expect.objectContaining({
					authorization: '[redacted]',
					'content-type': 'application/json',
				}),
				authorized: true,
				body: { url: 'https://example.com/a.mp4' },
				status: 201,
				at: clock.time,
			},
		]);
	});

	it('never keeps a key, wherever it was sent and whosever it is', async () => {
		// Quotes and percent signs are spelled otherwise in JSON and in a URL.
		const other = 'other$"key%&';
		const gcore = await open({ accounts: { [other]: {} } });
		for (const key of [KEY, other]) {
			const authorization = `apikey ${key}`;
			const inUrl = encodeURIComponent(key);
			await ask(gcore, 'GET', `${TASKS}/${inUrl}?search=${inUrl}&${inUrl}=1`, undefined, {
				authorization,
				'x-note': `key ${key}`,
			});
			await ask(gcore, 'POST', TASKS, { url: `https://example.com/${key}`, [key]: key });
			await ask(gcore, 'GET', TASKS, undefined, { authorization: `apikey ${key} ` });
			await ask(gcore, 'GET', `/${key}`, undefined, { authorization: key });
		}
		expect(gcore.requests).toHaveLength(8);
		const text = JSON.stringify(gcore.requests) + gcore.requests.map((r) => r.path + r.body);
		for (const part of ['abcdef', 'other']) expect(text).not.toContain(part);
		expect(gcore.requests[7].path).toBe('/[redacted]');
		expect(gcore.requests[1].body).toEqual({
			url: 'https://example.com/[redacted]',
			'[redacted]': '[redacted]',
		});
	});

	it.each([
		[`apikey ${KEY}`, true],
		['apikey wrong', false],
		[undefined, false],
	])('says of "%s" whether it was a key: %s', async (authorization, authorized) => {
		const gcore = await open();
		await ask(gcore, 'GET', TASKS, undefined, { ...(authorization && { authorization }) });
		expect(gcore.requests[0].authorized).toBe(authorized);
		expect(JSON.stringify(gcore.requests)).not.toContain('wrong');
	});

	it.each([
		[undefined, undefined, 4],
		['GET', undefined, 2],
		['get', TASKS, 1],
		['GET', /tasks/g, 2],
		['POST', /\/cancel$/, 1],
		[undefined, TASKS, 2],
		['GET', '/streaming', 0],
	])('counts %s %s: %i', async (method, path, expected) => {
		const gcore = await open();
		await ask(gcore, 'GET', TASKS);
		await ask(gcore, 'GET', `${TASKS}/a`);
		await ask(gcore, 'POST', TASKS);
		await ask(gcore, 'POST', `${TASKS}/a/cancel`);
		expect(gcore.count(method, path)).toBe(expected);
		expect(gcore.count(method, path)).toBe(expected);
		gcore.clearLog();
		expect([gcore.count(), gcore.stats.requests]).toEqual([0, 0]);
	});

	it('keeps the newest, and counts all', () => {
		const log = new RequestLog(10);
		for (let at = 1; at <= 1234; at++) log.add({ at } as LoggedRequest);
		expect(log.entries.map((entry) => entry.at)).toEqual(
			Array.from({ length: 10 }, (_, i) => 1225 + i),
		);
		expect(log.stats.requests).toBe(1234);
	});
});

it.each([
	['a$b', '"a%24b" a%24b', '"[redacted]" [redacted]'],
	['é"/', '%C3%A9%22/ %c3%a9"%2f \\u00e9\\"/', '[redacted] [redacted] [redacted]'],
	['.*', 'ab .*', 'ab [redacted]'],
	['', 'text', 'text'],
])('takes the key %s out of %s', (key, text, clean) => {
	expect(redactor([key])(text)).toBe(clean);
});

describe('the control door', () => {
	it('is shut unless opened', async () => {
		const gcore = await open();
		await expect(new StandInClient(gcore.url).stats()).rejects.toThrow('404');
	});

	it('plants faults of every form, and takes them back', async () => {
		const gcore = await open({ control: true });
		const client = new StandInClient(gcore.url);
		const fault = await client.plant({
			match: { path: /TASKS$/i, method: 'GET' },
			body: Buffer.from([0x80, 0x41]),
			status: 500,
			times: Infinity,
		});
		const response = await fetch(gcore.url + TASKS);
		expect(response.status).toBe(500);
		expect(Buffer.from(await response.arrayBuffer())).toEqual(Buffer.from([0x80, 0x41]));
		expect((await ask(gcore, 'GET', `${TASKS}/a`)).status).toBe(404);
		await fault.remove();
		expect((await ask(gcore, 'GET', TASKS)).status).toBe(200);
		await expect(client.plant({ kind: 'reset' as never })).rejects.toThrow('reset');
	});

	it('meets neither faults nor limits, and stays out of the log', async () => {
		const gcore = await open({ control: true, rateLimit: { perSecond: 1, burst: 0 } });
		gcore.plant({ status: 500 });
		const client = new StandInClient(gcore.url);
		await client.add();
		expect(await client.stats()).toMatchObject({ requests: 0 });
		expect(await client.requests()).toEqual([]);
	});

	it('adds, shows and finishes tasks, and tells of requests', async () => {
		const gcore = await open({ control: true });
		const client = new StandInClient(gcore.url);
		expect((await client.add({ task_id: 'a' })).status).toBe('STARTED');
		await client.addAll([{ task_id: 'b' }, { task_id: 'c', status: 'FAILURE' }]);
		expect((await client.finish('a', 'SUCCESS', { own: 1 })).result).toEqual({ own: 1 });
		await ask(gcore, 'POST', `${TASKS}/b/cancel`);
		await ask(gcore, 'POST', `${TASKS}/c/cancel`);
		expect((await client.tasks()).map((task) => task.status)).toEqual([
			'SUCCESS',
			'REVOKED',
			'FAILURE',
		]);
		expect(await client.stats()).toEqual({
			requests: 2,
			byStatus: { 202: 1, 412: 1 },
			cancelled: 1,
			inFlight: 0,
			peakInFlight: 1,
		});
		expect((await client.requests()).map(({ status }) => status)).toEqual([202, 412]);
		await expect(client.finish('x', 'SUCCESS')).rejects.toThrow('no task x');
	});

	it.each([
		[{ faults: true }, [0, 1, 1]],
		[{ tasks: true }, [1, 0, 1]],
		[{ log: true }, [1, 1, 0]],
		[undefined, [0, 0, 0]],
	])('clears %j', async (what, expected) => {
		const gcore = await open({ control: true });
		const client = new StandInClient(gcore.url);
		gcore.plant({ status: 500, match: { path: '/planted' } });
		gcore.tasks.add();
		await ask(gcore, 'GET', TASKS);
		await client.clear(what);
		const left = [gcore.tasks.size, gcore.count()];
		const planted = (await ask(gcore, 'GET', '/planted')).status === 500 ? 1 : 0;
		expect([planted, ...left]).toEqual(expected);
	});
});

describe('a process of its own', () => {
	jest.setTimeout(30_000);

	const run = (...args: string[]) => {
		// eslint-disable-next-line @n8n/community-nodes/no-dangerous-functions
		const child = spawn(
			process.execPath, // eslint-disable-line @n8n/community-nodes/no-restricted-globals
			['--import', 'tsx', join(__dirname, 'cli.ts'), ...args], // eslint-disable-line @n8n/community-nodes/no-restricted-globals
			{ stdio: ['ignore', 'pipe', 'pipe'] },
		);
		let out = '';
		let err = '';
		child.stdout.on('data', (data: Buffer) => (out += data.toString()));
		child.stderr.on('data', (data: Buffer) => (err += data.toString()));
		const exit = once(child, 'close').then(([code]) => ({ code: code as number, out, err }));
		return { child, exit };
	};

	it('says its URL and runs until SIGTERM', async () => {
		const { child, exit } = run('--key', 'own$key', '--control', '--task-ms', '0', '--rate', '50');
		try {
			const [line] = (await once(child.stdout, 'data')) as [Buffer];
			const { url } = JSON.parse(line.toString()) as { url: string };
			const response = await fetch(url + TASKS, { headers: { authorization: 'apikey own$key' } });
			expect(response.status).toBe(200);
			expect((await new StandInClient(url).stats()).requests).toBe(1);
		} finally {
			child.kill('SIGTERM');
		}
		expect(await exit).toMatchObject({ code: 0, err: '' });
	});

	it.each([['--rate=0'], ['--unknown']])('refuses %s with its usage', async (arg) => {
		const { code, out, err } = await run(arg).exit;
		expect([code, out]).toEqual([2, '']);
		expect(err).toContain('Usage: tsx test/standin/cli.ts');
	});
});
