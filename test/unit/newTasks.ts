import { GcoreFailure } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { newTaskBody, type NewTaskFields } from '../../nodes/GcoreStreamingAi/task/newTask';

export const VIDEO = 'https://example.com/video.mp4';

/** The body for a transcription, unless `fields` say otherwise. */
export const bodyOf = (fields: Partial<NewTaskFields>) =>
	newTaskBody({ taskType: 'transcription', url: VIDEO, ...fields });

/** What is said against fields; the body when nothing is. */
export function flawOf(fields: Partial<NewTaskFields>) {
	try {
		return { body: bodyOf(fields) };
	} catch (reason) {
		expect(reason).toBeInstanceOf(GcoreFailure);
		const { message, description } = (reason as GcoreFailure).note;
		expect(description).toMatch(/^[A-Z].*\.$/);
		return message;
	}
}

/** All fields that some task type has. */
export const ALL = {
	audioLanguage: 'ger',
	subtitlesLanguage: 'fre',
	stopObjects: [{ label: 'ANUS_EXPOSED', confidence: 0.5 }],
};
