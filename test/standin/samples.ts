import type { TaskData } from './task';
import type { VideoInput } from './videos';

/** Texts of the API, to the letter where its published description gives them (the AI's and the videos'). */
export const TEXT = {
	noCredentials: 'Authentication credentials were not provided.',
	badToken: 'Token is invalid or expired',
	// The 403's text is not published; this is the usual wording of the framework behind the 401's.
	forbidden: 'You do not have permission to perform this action.',
	noUrl: '"url" is not specified',
	noTaskId: '"task_id" is not specified',
	queueLimit: (limit: number) => `Queue limit reached (${limit}), try later.`,
	cancelled: 'Task has been cancelled successfully.',
	taskNotFound: 'Task not found',
	cannotCancel: (status: string) => `Cannot cancel task because it is already in status ${status}.`,
	featureDisabled: 'Feature is disabled. Contact support to enable.',
	tooMany: 'Too many requests, try later',
	badInfoType: 'Invalid config type',
	notFound:
		'Not Found. Entity you are looking for was not found, please check the initial parameters',
	badRequest:
		'Bad Request response status code indicates that the server cannot or will not process the request due to something that is perceived to be a client error (for example, malformed request syntax, invalid request message framing, or deceptive request routing).',
	badLanguage: 'Unprocessable Entity. Language code is not recognized.',
	noRoute: 'no Route matched with those values',
} as const;

/** The public example file of the published description; never fetched. */
export const SAMPLE_URL = 'https://demo-files.gvideo.io/apidocs/spritefright-blender-cut30sec.mp4';

/** Videos for a person to find in a list: two that can be played, one that is not ready yet. */
export const SAMPLE_VIDEOS: VideoInput[] = [
	{ name: 'Coffee Run - Blender Open Movie 720p' },
	{ name: 'Educational training 2024-03-29', duration: 1_805_000 },
	{ name: 'Series X S3E14, The empire strikes back', status: 'pending' },
];

const PHRASES = [
	{
		start_time: '00:00:00.009',
		end_time: '00:00:03.689',
		text: "Come on team, we mustn't dilly dally when there's so much nature to see!",
	},
	{
		start_time: '00:00:04.129',
		end_time: '00:00:08.169',
		text: 'I was thinking, we should call our class project, Fungi in a Forest!',
	},
];

const TRANSLATED: Record<string, string[]> = {
	fre: [
		"Allez l'équipe, ne traînons pas quand il y a tant de nature à voir !",
		'Je pensais appeler notre projet de classe « Des champignons en forêt » !',
	],
	ger: [
		'Los, Team, nicht trödeln, wo es doch so viel Natur zu sehen gibt!',
		'Ich dachte, wir nennen unser Klassenprojekt „Pilze im Wald“!',
	],
	spa: [
		'¡Vamos, equipo, no perdamos el tiempo con tanta naturaleza por ver!',
		'Pensaba que podríamos llamar a nuestro proyecto «¡Hongos en un bosque!»',
	],
};

/** A transcription's or translation's result, as `ai_results_transcribe` describes it. */
export function transcriptionResult(data: TaskData, silent = false): Record<string, unknown> {
	if (silent) {
		return {
			speech_detected: false,
			concatenated_text: '',
			subtitles: [],
			vttContent: '',
			languages: [],
		};
	}
	const target = data.subtitles_language;
	const subtitles = PHRASES.map((phrase, i) => ({
		...phrase,
		text: target ? (TRANSLATED[target]?.[i] ?? inLanguage(target, phrase.text)) : phrase.text,
	}));
	// Languages set in the request are copied here, detected ones stand here otherwise.
	return speechResult(subtitles, [
		...new Set([data.audio_language ?? 'eng', ...(target ? [target] : [])]),
	]);
}

interface Phrase {
	start_time: string;
	end_time: string;
	text: string;
}

/** The result of a transcription that has heard these phrases. */
export function speechResult(subtitles: Phrase[], languages = ['eng']): Record<string, unknown> {
	const cues = subtitles.map((s, i) => `${i + 1}\n${s.start_time} --> ${s.end_time}\n${s.text}\n`);
	return {
		speech_detected: true,
		concatenated_text: subtitles.map((s) => s.text).join(' '),
		subtitles,
		vttContent: `WEBVTT\n\n${cues.join('\n')}`,
		languages,
	};
}

function inLanguage(code: string, text: string): string {
	return code === 'eng' ? text : `[${code}] ${text}`;
}

type Frame = [label: string, frame: number, confidence: number];

// The examples of the four `ai_results_contentmoderation_*` schemas.
const FRAMES: Record<string, Frame[]> = {
	nsfw: [
		['nsfw', 6, 1],
		['nsfw', 100, 0.51],
	],
	hard_nudity: [
		['FEMALE_BREAST_EXPOSED', 6, 0.84],
		['MALE_GENITALIA_EXPOSED', 13, 0.58],
	],
	soft_nudity: [
		['FACE_FEMALE', 6, 0.82],
		['BELLY_EXPOSED', 6, 0.71],
	],
	sport: [
		['shooting goal (soccer)', 68, 1],
		['playing cricket', 728, 0.99],
	],
};

const DETECTED: Record<string, string> = {
	nsfw: 'nsfw_detected',
	hard_nudity: 'nudity_detected',
	soft_nudity: 'nudity_detected',
	sport: 'sport_detected',
};

/**
 * A moderation's result. `oldSpelling` gives the keys of earlier versions of the description:
 * `frame-number`, `score` and, for nsfw, `porn_detected`.
 */
export function moderationResult(
	data: TaskData,
	clean = false,
	oldSpelling = false,
): Record<string, unknown> {
	const category = data.category ?? 'nsfw';
	const frames = clean ? [] : (FRAMES[category] ?? []);
	const detected = DETECTED[category] ?? `${category}_detected`;
	return {
		[oldSpelling && category === 'nsfw' ? 'porn_detected' : detected]: frames.length > 0,
		detection_results: [...new Set(frames.map(([label]) => label))],
		frames: frames.map(([label, frame, confidence]) =>
			oldSpelling
				? { label, 'frame-number': frame, score: confidence }
				: { label, frame_number: frame, confidence },
		),
	};
}

/** The result of a task of either kind that ended well. */
export function successResult(data: TaskData, oldSpelling = false): Record<string, unknown> {
	const nothing = data.url.includes('silent');
	return data.task_name === 'content-moderation'
		? moderationResult(data, nothing, oldSpelling)
		: transcriptionResult(data, nothing);
}
