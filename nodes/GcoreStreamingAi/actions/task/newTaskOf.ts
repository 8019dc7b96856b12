import type { Reader } from '../../fields/reader';
import type { NewTaskFields } from '../../task/newTask';
import {
	additionalFieldsField,
	audioLanguageField,
	clientEntityDataField,
	clientUserIdField,
	subtitlesLanguageField,
	taskTypeField,
} from './create.fields';
import { stopObjectsOf } from './stopObjects.fields';

/** What an item sets for a new task, but for where the video is. @throws GcoreFailure naming what cannot be used */
export function newTaskOf(reader: Reader): Omit<NewTaskFields, 'url'> {
	const taskType = reader.choice(taskTypeField);
	const additional = reader.collection(additionalFieldsField);
	return {
		taskType,
		audioLanguage: reader.language(audioLanguageField),
		subtitlesLanguage: reader.language(subtitlesLanguageField),
		stopObjects: stopObjectsOf(reader, taskType),
		additionalFields: {
			clientUserId: additional.label(clientUserIdField),
			clientEntityData: additional.json(clientEntityDataField),
		},
	};
}
