import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { optionsField, optionsOf } from '../../fields/options';
import { shownFor } from '../../fields/shown';
import { taskIdFields } from '../../fields/task';
import { videoIdFields } from '../../fields/video';
import { badParameter } from '../../gcore/failures';
import { shown } from '../../gcore/shown';
import { halfCharacter, trimmed } from '../../gcore/text';
import { AUDIO_LANGUAGES, languageName } from '../../task/languages';
import { requiredLanguage } from '../../task/newTask';
import { taskAbout, videoAbout } from '../about';
import type { Operation } from '../operation';
import type { Result, Run } from '../run';
import { earlierTry, earlierTryOf, findLost, keepDone, putOn } from './putOn';
import { binaryField } from './subtitlesFile';
import { fromBinary, fromTask, fromText, textField } from './subtitlesSource';
import { namedVideo, videoIdOf } from './whichVideo';

const sourceField: INodeProperties = {
	displayName: 'Subtitles Source',
	name: 'subtitlesSource',
	type: 'options',
	noDataExpression: true,
	default: 'task',
	description: 'Where the subtitles come from',
	options: [
		{
			name: 'Binary Field',
			value: 'binary',
			description: 'A WebVTT or SRT file of the item',
		},
		{
			name: 'Task Result',
			value: 'task',
			description: 'What a transcription or translation has heard',
		},
		{ name: 'Text', value: 'text', description: 'WebVTT or SRT as text' },
	],
};

/** Stands for the language that the task's result is in. */
const FROM_TASK = 'fromTask';

const languageField: INodeProperties = {
	displayName: 'Language',
	name: 'language',
	type: 'options',
	default: FROM_TASK,
	description: 'The language of the subtitles. An expression may give a code or an English name.',
	options: [{ name: 'As the Task Tells', value: FROM_TASK }, ...AUDIO_LANGUAGES],
};

const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'subtitlesName',
	type: 'string',
	default: '',
	placeholder: 'e.g. English',
	description: "What players call the subtitles. Left empty, it is the language's name.",
};

const replaceExistingOption: INodeProperties = {
	displayName: 'Replace Existing',
	name: 'replaceExisting',
	type: 'boolean',
	default: false,
	description:
		'Whether subtitles of the video with the same language and name are changed, instead of added once more',
};

const onlyFor = (source: string, field: INodeProperties) =>
	shownFor({ subtitlesSource: [source] }, field);

const fields: INodeProperties[] = [
	...videoIdFields(
		'The video to put subtitles on. Left empty, it is the one that the item names in video_id, or whose task the item is about, where Create has started that with a Gcore video. An expression may give its ID or an address of it.',
	),
	sourceField,
	...taskIdFields.map((field) => onlyFor('task', field)),
	onlyFor('binary', binaryField),
	onlyFor('text', textField),
	languageField,
	nameField,
	optionsField(replaceExistingOption),
];

/** The language that an item sets; undefined where it is left to the subtitles. */
function languageSet({ parameters }: Run, item: number): string | undefined {
	const value = parameters.of(item).language(languageField);
	return value === FROM_TASK ? undefined : requiredLanguage('Language', value);
}

function languageTold(told: string | undefined): string {
	if (told !== undefined) return requiredLanguage('Language', told);
	throw badParameter(
		'Language',
		'is left to the task, and nothing tells it',
		"Choose the language of the subtitles in 'Language'.",
	);
}

function nameSet({ parameters }: Run, item: number): string {
	const name = trimmed(parameters.of(item).label(nameField));
	const half = halfCharacter(name);
	if (half) throw badParameter('Name', shown`holds ${half}`, "Check what 'Name' resolves to.");
	return name;
}

const NO_VIDEO =
	"Choose the video, or start the task by Create with 'Video Source' set to Gcore Video, so that it knows its video.";

/** All that an item sets is looked at before anything is sent. */
async function add(run: Run, item: number): Promise<Result> {
	const before = earlierTryOf(run, item);
	if (before?.json) return result(run, before.json);
	const reader = run.parameters.of(item);
	const named = namedVideo(run, item);
	const set = { language: languageSet(run, item), name: nameSet(run, item) };
	const replaces = optionsOf(reader).switch(replaceExistingOption);
	const source = reader.choice(sourceField);
	const taskId = source === 'task' ? run.parameters.taskId(item) : '';
	const given = source === 'text' ? fromText(run, item) : undefined;
	const { number, client } = await run.account(item);
	const { text, cues, ...told } =
		given ??
		(source === 'task' ? await fromTask(run, item, client, taskId) : await fromBinary(run, item));
	const language = set.language ?? languageTold(told.language);
	const name = set.name || languageName(language);
	const { task } = told;
	const videoId = await videoIdOf(run, item, client, { named, task, remedy: NO_VIDEO });
	const subtitles = { item, videoId, language, name, ...before?.sent, vtt: text };
	const account = { number, client };
	const earlier = earlierTry(run, subtitles);
	if (earlier?.json) return result(run, earlier.json);
	const lost = earlier?.shows && (await findLost(run, account, subtitles, earlier.shows));
	const { id, replaced } =
		lost === undefined
			? await putOn(run, account, subtitles, replaces)
			: { id: lost, replaced: false };
	const done = {
		video_id: subtitles.videoId,
		subtitle_id: id,
		language: subtitles.language,
		name: subtitles.name,
		replaced,
		cues,
	};
	keepDone(run, subtitles, done);
	return result(run, done);
}

function result(run: Run, json: IDataObject): Result {
	run.subtitledVideos.push(Number(json.video_id));
	return { json };
}

export const addSubtitles: Operation = {
	option: {
		name: 'Add Subtitles',
		value: 'addSubtitles',
		action: 'Add subtitles to video',
		description: 'Put subtitles on a video: those of a task, a file or a text',
	},
	toolDescription:
		'Puts the subtitles of a finished transcription or translation on a video at Gcore. Needs the video_id of the video and the task_id of the task, which must have ended as SUCCESS. Players show them after half a minute. Answers with the subtitle_id, the language and how many cues they have. Called twice, the subtitles are there twice, unless Replace Existing is on.',
	fields,
	about: (parameters, item) => ({
		...(parameters.of(item).choice(sourceField) === 'task' && taskAbout(parameters, item)),
		...videoAbout(parameters, item),
	}),
	item: add,
};
