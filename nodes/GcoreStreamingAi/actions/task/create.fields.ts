import type { INodeProperties } from 'n8n-workflow';

import { shownFor } from '../../fields/shown';
import { fromModel, leftToModel } from '../../fields/tool';
import { videoIdFields } from '../../fields/video';
import { AUDIO_LANGUAGES, SUBTITLES_LANGUAGES } from '../../task/languages';
import { DETECT_LANGUAGE } from '../../task/newTask';
import { stopObjectsFields } from './stopObjects.fields';

export const reuseHoursOption: INodeProperties = {
	displayName: 'Reuse Hours',
	name: 'reuseHours',
	type: 'number',
	default: 24,
	typeOptions: { minValue: 1 },
	description: "For how many hours 'Reuse Task' takes a task that has succeeded",
};

export const reuseTaskOption: INodeProperties = {
	displayName: 'Reuse Task',
	name: 'reuseTask',
	type: 'boolean',
	default: false,
	description:
		"Whether to hand on a task of the same type, languages and video that has not ended, or has succeeded within 'Reuse Hours', instead of starting one more. Whoever has started it: where 'Client User ID' or 'Client Entity Data' is set, only a task with the same one counts. The item then says reused.",
};

/** Options against paying twice. */
export const reuseOptions: INodeProperties[] = [reuseHoursOption, reuseTaskOption];

export const urlField: INodeProperties = {
	displayName: 'Video URL',
	name: 'url',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. https://example.com/video.mp4',
	description:
		'Public address of a video file, best an MP4. The page of a video site, for example of YouTube, is not a file. Detections take JPEG and PNG images too.',
	builderHint: {
		propertyHint:
			'Gcore fetches the file itself, without a login: a direct https link, signed if it has to be. Binary data of an item has to be uploaded somewhere first.',
	},
};

const URL_FROM_MODEL = fromModel({
	name: 'video_url',
	description:
		'Public https address of the video file itself, best an MP4. Not the page of a video site.',
});

const GCORE_VIDEO = 'gcoreVideo';

export const videoSourceField: INodeProperties = {
	displayName: 'Video Source',
	name: 'videoSource',
	type: 'options',
	noDataExpression: true,
	default: 'url',
	description: 'Where the video is',
	options: [
		{
			name: 'Gcore Video',
			value: GCORE_VIDEO,
			description: 'A video of the account: its MP4 is looked up',
		},
		{ name: 'URL', value: 'url', description: 'A file at a public address' },
	],
};

export const taskTypeField: INodeProperties = {
	displayName: 'Task Type',
	name: 'taskType',
	type: 'options',
	noDataExpression: true,
	default: 'transcription',
	description: 'What to do with the video',
	options: [
		{
			name: 'Hard Nudity Detection',
			value: 'hard_nudity',
			description: 'Find exposed genitals, breasts and buttocks',
		},
		{
			name: 'NSFW Detection',
			value: 'nsfw',
			description: 'Quickly check whether the video is not safe for work',
		},
		{
			name: 'Soft Nudity Detection',
			value: 'soft_nudity',
			description: 'Find explicit and partial nudity, and faces',
		},
		{
			name: 'Sport Detection',
			value: 'sport',
			description: 'Recognize sporting activities',
		},
		{
			name: 'Transcription',
			value: 'transcription',
			description: 'Make subtitles in the language that is spoken',
		},
		{
			name: 'Translation',
			value: 'translation',
			description: 'Make subtitles in another language',
		},
	],
};

export const audioLanguageField: INodeProperties = {
	displayName: 'Audio Language',
	name: 'audioLanguage',
	type: 'options',
	default: DETECT_LANGUAGE,
	description:
		'The language that is spoken. Keep Detect Automatically when several languages are spoken. An expression may give a code or an English name.',
	displayOptions: { show: { taskType: ['transcription', 'translation'] } },
	options: [{ name: 'Detect Automatically', value: DETECT_LANGUAGE }, ...AUDIO_LANGUAGES],
};

export const subtitlesLanguageField: INodeProperties = {
	displayName: 'Subtitles Language',
	name: 'subtitlesLanguage',
	type: 'options',
	default: 'eng',
	description:
		'The language to translate into. Not every pair is supported: use Check Support to find out. An expression may give a code or an English name.',
	displayOptions: { show: { taskType: ['translation'] } },
	options: SUBTITLES_LANGUAGES,
};

export const waitForCompletionField: INodeProperties = {
	displayName: 'Wait for Completion',
	name: 'waitForCompletion',
	type: 'boolean',
	noDataExpression: true,
	default: false,
	description: 'Whether to wait until the task has ended and hand on its result',
};

export const clientEntityDataField: INodeProperties = {
	displayName: 'Client Entity Data',
	name: 'clientEntityData',
	type: 'string',
	default: '',
	description:
		'Your own data about the video, up to 4096 characters. It comes back with the task. Left empty, a Gcore video stands in it.',
};

export const clientUserIdField: INodeProperties = {
	displayName: 'Client User ID',
	name: 'clientUserId',
	type: 'string',
	default: '',
	description:
		'Your own ID, for example of a user, up to 256 characters. It comes back with the task.',
};

export const additionalFieldsField: INodeProperties = {
	displayName: 'Additional Fields',
	name: 'additionalFields',
	type: 'collection',
	placeholder: 'Add field',
	default: {},
	options: [clientEntityDataField, clientUserIdField],
};

/** What a new task is made of. */
export const newTaskFields: INodeProperties[] = [
	taskTypeField,
	videoSourceField,
	...leftToModel(urlField, URL_FROM_MODEL).map(({ displayOptions, ...field }) => ({
		...field,
		displayOptions: {
			...displayOptions,
			hide: { ...displayOptions?.hide, videoSource: [GCORE_VIDEO] },
		},
	})),
	...videoIdFields(
		'The video of the account. Left empty, it is the one that the item names in video_id. An expression may give its ID or an address of it.',
	).map((field) => shownFor({ videoSource: [GCORE_VIDEO] }, field)),
	audioLanguageField,
	subtitlesLanguageField,
	...stopObjectsFields,
	waitForCompletionField,
	additionalFieldsField,
];
