/** As far as the tests use it; the package has no types of its own. */
declare module 'webvtt-parser' {
	export interface Cue {
		startTime: number;
		endTime: number;
		tree: { children: Array<{ type: string; value?: string }> };
	}

	export class WebVTTParser {
		constructor(entities: Record<string, string>);
		parse(text: string, mode: 'captions'): { cues: Cue[]; errors: Array<{ message: string }> };
	}
}
