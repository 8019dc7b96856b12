import { CONTROL, type ClearWhat } from './control';
import { faultToJson, type Fault } from './faults';
import type { LoggedRequest, Stats } from './log';
import type { Task, TaskInput } from './task';
import type { Subtitle, Video, VideoInput } from './videos';

/** The control door of a stand-in in another process, which was started with `control: true`. */
export class StandInClient {
	constructor(readonly url: string) {}

	async plant(fault: Fault): Promise<{ id: number; remove(): Promise<void> }> {
		const { id } = await this.ask<{ id: number }>('POST', 'plant', faultToJson(fault));
		return { id, remove: async () => void (await this.ask('POST', 'unplant', { id })) };
	}

	/** Empties what is named, by default everything. */
	async clear(what?: ClearWhat): Promise<void> {
		await this.ask('POST', 'clear', what);
	}

	/** The log, newest last. */
	async requests(): Promise<LoggedRequest[]> {
		return await this.ask('GET', 'requests');
	}

	async add(task: TaskInput = {}): Promise<Task> {
		return await this.ask('POST', 'tasks', task);
	}

	async addAll(tasks: TaskInput[]): Promise<Task[]> {
		return await this.ask('POST', 'tasks', tasks);
	}

	async tasks(): Promise<Task[]> {
		return await this.ask('GET', 'tasks');
	}

	async addVideo(video: VideoInput = {}): Promise<Video> {
		return await this.ask('POST', 'videos', video);
	}

	async addVideos(videos: VideoInput[]): Promise<Video[]> {
		return await this.ask('POST', 'videos', videos);
	}

	async videos(): Promise<Video[]> {
		return await this.ask('GET', 'videos');
	}

	/** The subtitles of a video; rejects for an unknown one. */
	async subtitles(videoId: number): Promise<Subtitle[]> {
		return await this.ask('GET', `subtitles?video_id=${videoId}`);
	}

	async finish(
		task_id: string,
		status: 'SUCCESS' | 'FAILURE' | 'REVOKED',
		result?: unknown,
	): Promise<Task> {
		return await this.ask('POST', 'finish', { task_id, status, result });
	}

	async stats(): Promise<Stats> {
		return await this.ask('GET', 'stats');
	}

	private async ask<T>(method: string, door: string, body?: unknown): Promise<T> {
		const response = await fetch(`${this.url}${CONTROL}${door}`, {
			method,
			...(body !== undefined && { body: JSON.stringify(body) }),
		});
		const answer = (await response.json()) as T & { error?: string };
		if (!response.ok) throw new Error(`Stand-in, ${door}: ${answer.error ?? response.status}`);
		return answer;
	}
}
