import type { INodeProperties } from 'n8n-workflow';

import { languageSupport } from '../../gcore/calls';
import { unquoted } from '../../gcore/text';
import { AUDIO_LANGUAGES, SUBTITLES_LANGUAGES } from '../../task/languages';
import { requiredLanguage } from '../../task/newTask';
import { optionsField } from '../../fields/options';
import type { Operation } from '../operation';
import type { Result, Run } from '../run';

/** Asks for transcription alone. */
const NO_TRANSLATION = 'none';
const NONE = { name: 'None (Transcription Only)', value: NO_TRANSLATION };

const meansNone = (target: string) =>
	['', NO_TRANSLATION, NONE.name.toLowerCase()].includes(unquoted(target).toLowerCase());

const audioLanguageField: INodeProperties = {
	displayName: 'Audio Language',
	name: 'audioLanguage',
	type: 'options',
	default: 'eng',
	description: 'The language that is spoken. An expression may give a code or an English name.',
	options: AUDIO_LANGUAGES,
};

const subtitlesLanguageField: INodeProperties = {
	displayName: 'Subtitles Language',
	name: 'subtitlesLanguage',
	type: 'options',
	default: NO_TRANSLATION,
	description: 'The language to translate into. An expression may give a code or an English name.',
	options: [NONE, ...SUBTITLES_LANGUAGES],
};

async function check(run: Run, item: number): Promise<Result> {
	const reader = run.parameters.of(item);
	const audio = requiredLanguage('Audio Language', reader.language(audioLanguageField));
	// Items of this operation have null there.
	const isNull = reader.isNull(subtitlesLanguageField);
	const target = isNull ? NO_TRANSLATION : reader.language(subtitlesLanguageField);
	const subtitles = meansNone(target) ? undefined : requiredLanguage('Subtitles Language', target);
	const { client } = await run.account(item);
	return {
		json: {
			audio_language: audio,
			subtitles_language: subtitles ?? null,
			supported: await languageSupport(client, audio, subtitles),
		},
	};
}

export const checkSupport: Operation = {
	option: {
		name: 'Check Support',
		value: 'checkSupport',
		action: 'Check language support',
		description: 'Whether speech in a language can be transcribed, or translated into another',
	},
	toolDescription:
		'Tells whether Gcore can transcribe speech in a language, or translate it into another. Starts nothing.',
	fields: [audioLanguageField, subtitlesLanguageField, optionsField()],
	item: check,
};
