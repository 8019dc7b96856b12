import type { INodeParameters } from 'n8n-workflow';

import type { Fault } from '../standin/server';
import { closeAll, open } from '../standin/testing';
import { pairs, runOn } from './operations';

afterEach(closeAll);

const INFO = '/streaming/ai/info';

const checking = (parameters: INodeParameters = {}): INodeParameters => ({
	resource: 'language',
	operation: 'checkSupport',
	...parameters,
});

it.each([
	['eng', 'none', true],
	['eng', '', true],
	['eng', 'fre', true],
	['lat', 'eng', true],
	['lat', 'fre', false],
	['eng', 'uzb', false],
	['uzb', 'none', true],
	['deu', 'ger', true],
	['xyz', 'none', false],
	['xyz', 'eng', false],
])('%s to %s: %s', async (audio, subtitles, supported) => {
	const gcore = await open();
	const { json, error } = await runOn(
		gcore,
		checking({ audioLanguage: audio, subtitlesLanguage: subtitles }),
	);
	expect(error).toBeUndefined();
	const target = subtitles === 'none' || subtitles === '' ? null : subtitles;
	expect(json).toEqual([[{ audio_language: audio, subtitles_language: target, supported }]]);
	expect(gcore.requests.map(({ method, path, query }) => [method, path, query])).toEqual([
		[
			'GET',
			INFO,
			{
				type: 'language_support',
				audio_language: audio,
				...(target && { subtitles_language: target }),
			},
		],
	]);
});

it('asks for English by default, and for no translation', async () => {
	const gcore = await open();
	const { json } = await runOn(gcore, checking());
	expect(json[0]).toEqual([{ audio_language: 'eng', subtitles_language: null, supported: true }]);
});

it('reads the codes for each item, in order; what is none is refused before sending', async () => {
	const gcore = await open({ latencyMs: () => (gcore.stats.requests % 3) * 10 });
	const items = [
		{ from: 'ENG', to: 'fre' },
		{ from: 'auto', to: 'fre' },
		{ from: 'eng', to: 'Klingon' },
		{ from: 'English', to: null },
		{ to: 'fre' },
		{ from: 'la', to: 'french' },
		{ from: 'en-GB', to: 'None' },
	];
	const { outputs, json } = await runOn(
		gcore,
		checking({
			audioLanguage: '={{ $json.from }}',
			subtitlesLanguage: '={{ $json.to }}',
		}),
		items,
		{ onError: 'continueErrorOutput' },
	);
	expect(outputs.map(pairs)).toEqual([
		[0, 3, 5, 6],
		[1, 2, 4],
	]);
	expect(json[0].map(({ supported }) => supported)).toEqual([true, true, false, true]);
	expect(json[0].map((item) => [item.audio_language, item.subtitles_language])).toEqual([
		['eng', 'fre'],
		['eng', null],
		['lat', 'fre'],
		['eng', null],
	]);
	expect(json[1].map(({ error }) => error)).toEqual([
		"'Audio Language' is not a language code or name: 'auto'",
		"'Subtitles Language' is not a language code or name: 'Klingon'",
		"'Audio Language' is not a language code",
	]);
	expect(gcore.count('GET', INFO)).toBe(4);
});

it.each<[string, Fault, RegExp, number]>([
	['400', { status: 400, body: { error: 'Invalid config type' } }, /^Gcore did not accept/, 1],
	['404', { status: 404 }, /^Gcore has nothing at this address \(HTTP 404\)$/, 1],
	['422', { status: 422 }, /^Streaming AI is not enabled for the account \(HTTP 422\)$/, 1],
	['429', { status: 429 }, /^Gcore received too many requests \(HTTP 429\), after 2 tries$/, 2],
	['500', { status: 500 }, /^Gcore could not handle the request \(HTTP 500\), after 2 tries$/, 2],
	['no answer to the question', { body: {} }, /^The answer was not in the form/, 2],
	['yes as a text', { body: { supported: 'true' } }, /^The answer was not in the form/, 2],
])('%s is raised', async (_name, fault, message, requests) => {
	const gcore = await open();
	gcore.plant(fault);
	const { error } = await runOn(gcore, checking({ options: { maxRetries: 1 } }));
	expect(error?.message).toMatch(message);
	expect(error?.description).toMatch(/\.$/);
	expect(gcore.stats.requests).toBe(requests);
});
