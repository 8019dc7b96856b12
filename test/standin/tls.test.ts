/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { get } from 'node:https';
import { makeCertificate } from './certificate';
import { closeAll, open } from './testing';

afterEach(closeAll);

const status = async (url: string, ca?: string) =>
	await new Promise((resolve, reject) => {
		get(url, { ca }, (response) => {
			response.resume();
			resolve(response.statusCode);
		}).on('error', (error) => reject(error));
	});

it('is there by https as well, for who trusts its authority', async () => {
	const { ca, server } = await makeCertificate();
	const gcore = await open({ tls: server });
	expect(await status(`${gcore.tlsUrl}/streaming/ai/tasks`, ca)).toBe(401);
	await expect(status(`${gcore.tlsUrl}/streaming/ai/tasks`)).rejects.toThrow('certificate');
	// Both are one stand-in.
	expect(gcore.stats.requests).toBe(1);
});
