import type { IDataObject } from 'n8n-workflow';

import { badParameter } from '../gcore/failures';
import { apiText, shown } from '../gcore/shown';
import { halfCharacter, trimmed } from '../gcore/text';
import { languageCode, meansDetection } from './languages';
import { videoUrl } from './videoUrl';

/** Detections that stop early at an object, with the labels each knows (create call, stop_objects). */
export const STOP_LABELS: Readonly<Record<string, readonly string[]>> = {
	hard_nudity: [
		'ANUS_EXPOSED',
		'BUTTOCKS_EXPOSED',
		'FEMALE_BREAST_EXPOSED',
		'FEMALE_GENITALIA_EXPOSED',
		'MALE_BREAST_EXPOSED',
		'MALE_GENITALIA_EXPOSED',
	],
	soft_nudity: [
		'ANUS_COVERED',
		'ANUS_EXPOSED',
		'ARMPITS_COVERED',
		'ARMPITS_EXPOSED',
		'BELLY_COVERED',
		'BELLY_EXPOSED',
		'BUTTOCKS_COVERED',
		'BUTTOCKS_EXPOSED',
		'FACE_FEMALE',
		'FACE_MALE',
		'FEET_COVERED',
		'FEET_EXPOSED',
		'FEMALE_BREAST_COVERED',
		'FEMALE_BREAST_EXPOSED',
		'FEMALE_GENITALIA_COVERED',
		'FEMALE_GENITALIA_EXPOSED',
		'MALE_BREAST_EXPOSED',
		'MALE_GENITALIA_EXPOSED',
	],
};

export const DETECT_LANGUAGE = 'detect';

/** In characters (create call, client_user_id and client_entity_data). */
const LIMITS = {
	clientUserId: { displayName: 'Client User ID', most: 256 },
	clientEntityData: { displayName: 'Client Entity Data', most: 4096 },
};

/** An object that ends a detection. */
export interface StopObject {
	label: string;
	/** From 0 to 1; with 0, any does. */
	confidence: number;
}

type AdditionalFields = Partial<Record<keyof typeof LIMITS, string>>;

/** What the node's fields hold for a new task. */
export interface NewTaskFields {
	taskType: string;
	url: string;
	audioLanguage?: string;
	subtitlesLanguage?: string;
	stopObjects?: StopObject[];
	additionalFields?: AdditionalFields;
	/** What stands in client_entity_data where the user has given nothing. */
	defaultEntityData?: string;
}

/** Whether a type of task is about what is said. */
export const isSpeech = (taskType: string) =>
	taskType === 'transcription' || taskType === 'translation';

/**
 * The body of the create call for a new task.
 * @throws GcoreFailure naming the field that cannot be used
 */
export function newTaskBody(fields: NewTaskFields): IDataObject {
	const url = videoUrl(fields.url);
	const own = additionalFields(fields.additionalFields ?? {}, fields.defaultEntityData);
	if (isSpeech(fields.taskType)) {
		const audio = audioLanguage(fields.audioLanguage);
		return {
			task_name: 'transcription',
			url,
			...(audio && { audio_language: audio }),
			...(fields.taskType === 'translation' && {
				subtitles_language: requiredLanguage('Subtitles Language', fields.subtitlesLanguage),
			}),
			...own,
		};
	}
	const stopObjects = (fields.stopObjects ?? []).map(stopObjectText).join(',');
	return {
		task_name: 'content-moderation',
		category: fields.taskType,
		url,
		...(stopObjects && { stop_objects: stopObjects }),
		...own,
	};
}

/**
 * The three-letter code that a field means.
 * @param value a code of two or three letters, or an English name
 * @throws GcoreFailure when it is none
 */
export function requiredLanguage(displayName: string, value: unknown): string {
	const code = languageCode(value);
	if (code) return code;
	const given = apiText(value, 40);
	throw badParameter(
		displayName,
		given ? shown`is not a language code or name: '${given}'` : shown`is not a language code`,
		'Choose a language from the list, or give its code or English name, for example eng, en or English. Any other three-letter ISO 639-2 code is sent as it is.',
	);
}

const audioLanguage = (value: unknown): string | undefined =>
	meansDetection(value) ? undefined : requiredLanguage('Audio Language', value);

function additionalFields(fields: AdditionalFields, defaultEntityData = ''): IDataObject {
	const text = (name: keyof typeof LIMITS): string => {
		const given = fields[name] ?? '';
		// A cell of a sheet may hold a blank; it is no data of the user's.
		const value = trimmed(given) ? given : '';
		const { displayName, most } = LIMITS[name];
		const half = halfCharacter(value);
		if (half) {
			throw badParameter(
				displayName,
				shown`holds ${half}`,
				'Cut texts between whole characters, for example with [...text].slice(0, 100).join("").',
			);
		}
		const { length } = Array.from(value);
		if (length <= most) return value;
		throw badParameter(
			displayName,
			shown`has ${length} characters, and Gcore takes ${most}`,
			shown`Shorten '${displayName}'.`,
		);
	};
	const clientUserId = text('clientUserId');
	const clientEntityData = text('clientEntityData') || defaultEntityData;
	return {
		...(clientUserId && { client_user_id: clientUserId }),
		...(clientEntityData && { client_entity_data: clientEntityData }),
	};
}

/** As the API wants it: "LABEL", or "LABEL:0.8". */
const stopObjectText = ({ label, confidence }: StopObject): string =>
	confidence > 0 ? `${label}:${confidence}` : label;
