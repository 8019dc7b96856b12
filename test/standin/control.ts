import { json, refuse, type Answer } from './answers';
import type { Call } from './api';
import { faultFromJson } from './faults';
import type { StandIn } from './server';
import type { TaskInput } from './task';
import type { VideoInput } from './videos';

/** Where the control door stands; client.ts is its other side. */
export const CONTROL = '/__standin__/';

export interface ClearWhat {
	faults?: boolean;
	/** And videos, with their subtitles. */
	tasks?: boolean;
	log?: boolean;
}

/** Answers the calls of tests that run in another process. None of them is logged or meets a fault. */
export function controlDoor(standIn: StandIn): (call: Call) => Answer {
	const doors: Record<string, (body: never, query: Call['query']) => unknown> = {
		'POST plant': (body: unknown) => ({ id: standIn.plant(faultFromJson(body)).id }),
		'POST unplant': (body: { id: number }) => ({ removed: standIn.faults.remove(body.id) }),
		'POST clear': (body: ClearWhat | undefined) => {
			const { faults, tasks, log } = body ?? { faults: true, tasks: true, log: true };
			if (faults) standIn.clearFaults();
			if (tasks) {
				standIn.tasks.clear();
				standIn.videos.clear();
			}
			if (log) standIn.clearLog();
			return {};
		},
		'GET requests': () => standIn.requests,
		'POST tasks': (body: TaskInput | TaskInput[] | undefined) =>
			Array.isArray(body)
				? body.map((task) => standIn.tasks.add(task))
				: standIn.tasks.add(body ?? {}),
		'GET tasks': () => standIn.tasks.all(),
		'POST videos': (body: VideoInput | VideoInput[] | undefined) =>
			Array.isArray(body)
				? body.map((video) => standIn.videos.add(video))
				: standIn.videos.add(body ?? {}),
		'GET videos': () => standIn.videos.all(),
		'GET subtitles': (_body: unknown, { video_id }) => {
			const subtitles = standIn.videos.subtitles(Number(video_id));
			if (!subtitles) throw new Error(`The stand-in has no video ${video_id}`);
			return subtitles;
		},
		'GET stats': () => standIn.stats,
		'POST finish': (body: { task_id: string; status: 'SUCCESS'; result?: unknown }) =>
			standIn.tasks.finish(body.task_id, body.status, body.result),
	};
	return ({ method, path, query, body }) => {
		const name = `${method} ${path.slice(CONTROL.length)}`;
		if (!Object.hasOwn(doors, name)) return refuse(404, `The stand-in has no door '${name}'`);
		try {
			return json(200, doors[name](body as never, query));
		} catch (error) {
			return refuse(400, (error as Error).message);
		}
	};
}
