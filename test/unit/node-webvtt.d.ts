/** As far as the tests use it; the package has no types of its own. */
declare module 'node-webvtt' {
	interface Cue {
		start: number;
		end: number;
		text: string;
	}

	const webvtt: { parse(text: string, options?: { meta?: boolean }): { cues: Cue[] } };
	export default webvtt;
}
