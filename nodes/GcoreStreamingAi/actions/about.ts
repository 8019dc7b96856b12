import type { About } from '../task/failedItem';
import { parseTaskId } from '../task/taskId';
import { parseVideo, videoIdIn } from '../task/videoId';
import type { ItemParameters } from './parameters';

/** The task that 'Task' means, where it can be used. */
export function taskAbout(parameters: ItemParameters, item: number): About {
	const { id } = parseTaskId(parameters.locator('taskId', item));
	return id === undefined ? {} : { task_id: id };
}

/** The video that 'Video' means, or the item where that is left empty; none where its ID is not told. */
export function videoAbout(parameters: ItemParameters, item: number): About {
	const video = parseVideo(parameters.locator('videoId', item));
	if ('id' in video) return { video_id: video.id };
	const isLeftEmpty = 'isEmpty' in video && !parameters.hasVideoExpression();
	const id = isLeftEmpty ? videoIdIn(parameters.itemForVideo(item)) : undefined;
	return id === undefined ? {} : { video_id: id };
}
