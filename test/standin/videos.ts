import { randomInt } from 'node:crypto';

/** A finished or unfinished quality of a video. */
export interface Rendition {
	id: number;
	name: string;
	width: number | null;
	height: number | null;
	size: number | null;
	progress: number;
	status: string;
	mp4_url: string;
	[other: string]: unknown;
}

/** A video as the API shows it (`searchVideo`), as far as the stand-in fills it in by itself. */
export interface Video {
	id: number;
	name: string;
	client_id: number;
	slug: string;
	/** empty, pending, viewable, ready or error. */
	status: string;
	/** Milliseconds. */
	duration: number;
	created_at: string;
	updated_at: string;
	hls_url: string;
	iframe_url: string;
	origin_url: string | null;
	screenshot: string;
	screenshots: string[];
	client_user_id: number | null;
	converted_videos: Rendition[];
	/** Not there unless given: the published example of a video that was uploaded leaves it out. */
	stream_id?: number | null;
	[other: string]: unknown;
}

export type VideoInput = Partial<Video>;

export interface SubtitleBody {
	name: string;
	language: string;
	vtt: string;
}

export interface Subtitle extends SubtitleBody {
	id: number;
}

export interface VideoStoreOptions {
	clientId: number;
	now: () => number;
}

interface Stored {
	video: Video;
	subtitles: Map<number, Subtitle>;
}

/** The videos of one account with their subtitles. What it gives is a snapshot: changing it changes nothing. */
export class VideoStore {
	private readonly videos = new Map<number, Stored>();
	// The IDs of the published examples.
	private nextId = 70575;
	private nextSubtitleId = 1000;
	/** When subtitles were added, by ID. */
	private readonly addedAt = new Map<number, number>();

	constructor(private readonly options: VideoStoreOptions) {}

	/** Adds a video, with the given fields and by default ready; one with the same ID is replaced, subtitles and all. */
	add(input: VideoInput = {}): Video {
		const id = input.id ?? this.nextId;
		this.nextId = Math.max(this.nextId, id + 1);
		const { clientId, now } = this.options;
		const video = structuredClone(withDefaults({ client_id: clientId, ...input, id }, now()));
		this.videos.set(id, { video, subtitles: new Map() });
		return structuredClone(video);
	}

	get(id: number): Video | undefined {
		return structuredClone(this.videos.get(id)?.video);
	}

	all(): Video[] {
		return structuredClone([...this.stored()]);
	}

	/** For the list, which would copy every video to show a few: the videos themselves, not to be changed. */
	*stored(): Iterable<Readonly<Video>> {
		for (const { video } of this.videos.values()) yield video;
	}

	/** Removes a video with its subtitles. Returns whether it was there. */
	remove(id: number): boolean {
		return this.videos.delete(id);
	}

	/** Removes all; later IDs go on counting, so that an old one never means another video. */
	clear(): void {
		this.videos.clear();
	}

	/** A video's subtitles, oldest first, that were there so many ms ago; undefined for an unknown video. */
	subtitles(videoId: number, lagMs = 0): Subtitle[] | undefined {
		const subtitles = this.videos.get(videoId)?.subtitles;
		const latest = this.options.now() - lagMs;
		const isThere = ({ id }: Subtitle) => (this.addedAt.get(id) ?? 0) <= latest;
		return subtitles && structuredClone([...subtitles.values()].filter(isThere));
	}

	subtitle(videoId: number, id: number): Subtitle | undefined {
		return structuredClone(this.videos.get(videoId)?.subtitles.get(id));
	}

	/** Attaches a subtitle; undefined for an unknown video. Neither language nor name need to be new. */
	addSubtitle(videoId: number, { name, language, vtt }: SubtitleBody): Subtitle | undefined {
		const subtitle = { id: this.nextSubtitleId, name, language, vtt };
		if (!this.videos.get(videoId)?.subtitles.set(subtitle.id, subtitle)) return undefined;
		this.nextSubtitleId++;
		this.addedAt.set(subtitle.id, this.options.now());
		return { ...subtitle };
	}

	/** Changes what is given; undefined for an unknown one. */
	patchSubtitle(videoId: number, id: number, changes: Partial<SubtitleBody>): Subtitle | undefined {
		const subtitle = this.videos.get(videoId)?.subtitles.get(id);
		return subtitle && { ...Object.assign(subtitle, changes) };
	}

	/** Returns whether it was there. */
	removeSubtitle(videoId: number, id: number): boolean {
		return this.videos.get(videoId)?.subtitles.delete(id) ?? false;
	}
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const newSlug = () => Array.from({ length: 15 }, () => LETTERS[randomInt(LETTERS.length)]).join('');

// After the published example of a video.
function withDefaults(input: VideoInput & { id: number; client_id: number }, now: number): Video {
	const { id, client_id, slug = newSlug(), status = 'ready' } = input;
	const created = input.created_at ?? new Date(now).toISOString();
	const files = `https://demo-public.gvideo.io/videos/${client_id}_${slug}`;
	const shots = `https://static.gvideo.co/videoplatform/thumbnails/${client_id}/${id}_${slug}.mp4`;
	return {
		name: 'Coffee Run - Blender Open Movie 720p',
		description: '',
		duration: 184669,
		slug,
		status,
		origin_video_duration: 184669,
		created_at: created,
		updated_at: created,
		hls_url: `${files}/master.m3u8`,
		hls_cmaf_url: `${files}/master-cmaf.m3u8`,
		dash_url: `${files}/master.mpd`,
		iframe_url: `https://player.gvideo.co/videos/${client_id}_${slug}`,
		origin_url: null,
		screenshot: `${shots}_2_1080.jpg`,
		screenshots: [`${shots}_2_1080.jpg`, `${shots}_3_1080.jpg`],
		client_user_id: null,
		converted_videos: renditions(id, status, files),
		...input,
	};
}

function renditions(videoId: number, status: string, files: string): Rendition[] {
	const finished = { progress: 100, status: 'complete' };
	const high = { name: 'vod720p', width: 1719, height: 720, size: 37651798, ...finished };
	const low = { name: 'vod480p', width: 1118, height: 468, size: 20255892, ...finished };
	const both = [
		{ id: videoId * 10, ...high, mp4_url: `${files}/qid3570v3_h264_1566_720.mp4` },
		{ id: videoId * 10 + 1, ...low, mp4_url: `${files}/qid3573v3_h264_800_468.mp4` },
	];
	if (status === 'ready') return both;
	// "At least 1 quality", while the others are yet to come.
	return status === 'viewable' ? both.slice(1) : [];
}
