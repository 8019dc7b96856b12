import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';
import { badParameter } from '../gcore/failures';
import { apiText, named, shown } from '../gcore/shown';
import { halfCharacter } from '../gcore/text';
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

/** An expression may give an object, which would read "[object Object]". */
const asText = (value: unknown): string =>
	typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '');

/** In characters (create call, client_user_id and client_entity_data). */
const LIMITS = {
	clientUserId: { displayName: 'Client User ID', most: 256 },
	clientEntityData: { displayName: 'Client Entity Data', most: 4096 },
};

/** What the node's fields hold for a new task, not yet checked. */
export interface NewTaskFields {
	taskType: string;
	url: unknown;
	audioLanguage?: unknown;
	subtitlesLanguage?: unknown;
	stopObjects?: unknown;
	additionalFields?: IDataObject;
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
	const url = videoUrl(asText(fields.url));
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
	const stopObjects = stopObjectsText(fields.stopObjects, STOP_LABELS[fields.taskType]);
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

function additionalFields(fields: IDataObject, defaultEntityData = ''): IDataObject {
	const text = (name: keyof typeof LIMITS): string => {
		const value = asText(fields[name]);
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

const asRows = (value: unknown): IDataObject[] =>
	isJsonObject(value) && Array.isArray(value.objects) ? (value.objects as IDataObject[]) : [];

/** "LABEL,LABEL:0.8", as the API wants it; empty when the detection shall not stop early. */
function stopObjectsText(value: unknown, labels: readonly string[] | undefined): string {
	if (!labels) return '';
	return asRows(value)
		.map(({ label, confidence }) => {
			if (!labels.includes(String(label))) {
				throw badParameter(
					'Stop Objects',
					label
						? shown`holds '${named(asText(label))}', which this detection does not know`
						: shown`holds an object without a label`,
					shown`Use one of ${labels.join(', ')}.`,
				);
			}
			const least = Number(confidence ?? 0);
			if (!(least >= 0 && least <= 1)) {
				throw badParameter(
					'Stop Objects',
					shown`asks for a confidence of ${named(asText(confidence))}`,
					'Give a number from 0 to 1, or 0 to stop at any.',
				);
			}
			return least > 0 ? `${String(label)}:${least}` : String(label);
		})
		.join(',');
}
