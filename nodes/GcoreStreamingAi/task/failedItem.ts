import { isJsonObject } from '../gcore/answers';
import { type Shown, shown } from '../gcore/shown';
import { videoIdIn } from './videoId';

/** The task and the video that an item is about. */
export interface About {
	task_id?: string;
	video_id?: number;
}

/** The end of a failed item's message in n8n up to 2.33, which takes no `details` there. */
const SENTENCE =
	/(?:No task is known|This was task (.+?)(?:, on video (\d+))?|This was video (\d+))\.$/s;

/** A sentence that `aboutFailed` reads. */
export function aboutSentence({ task_id, video_id }: About): Shown {
	const named = [task_id && `task ${task_id}`, video_id && `video ${video_id}`].filter(Boolean);
	return named.length > 0 ? shown`This was ${named.join(', on ')}.` : shown`No task is known.`;
}

function aboutText(message: string): About | undefined {
	const found = SENTENCE.exec(message.slice(Math.max(0, message.lastIndexOf('This was '))));
	if (!found) return undefined;
	const [, task, itsVideo, video = itsVideo] = found;
	return { ...(task && { task_id: task }), ...(video && { video_id: Number(video) }) };
}

/**
 * What an item is about that has left a node of this package as a failed one. On the Error output n8n adds the input's
 * fields to it: a `task_id` beside its `error` is that of the input, and may be another task's.
 * It is known by an `error`, which a node behind may have replaced, and `details` with a `description`, as n8n/errors.ts
 * makes them.
 * @param toldInMessage whether n8n lets no `details` stand on that output: any are the input's then
 * @returns undefined for any other item
 */
export function aboutFailed(json: unknown, toldInMessage = false): About | undefined {
	if (!isJsonObject(json) || !json.error) return undefined;
	const { details, message } = json;
	const told = typeof message === 'string' ? aboutText(message) : undefined;
	if (toldInMessage && told) return told;
	if (!isJsonObject(details) || typeof details.description !== 'string') return told;
	const { task_id } = details;
	const video_id = videoIdIn(details);
	return {
		...(typeof task_id === 'string' && task_id && { task_id }),
		...(video_id !== undefined && { video_id }),
	};
}
