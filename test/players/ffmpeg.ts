/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** libass says so of each emoji, and finds it then. */
const SEARCHING = /^.*Trying all charmaps$/gm;

/** @throws when ffmpeg is not there, or says that anything is wrong */
export async function ffmpeg(...args: string[]): Promise<string> {
	const { stdout, stderr } = await run(
		'ffmpeg',
		['-hide_banner', '-loglevel', 'warning', '-nostdin', '-y', ...args],
		{ maxBuffer: 1 << 28 },
	);
	const said = stderr.replace(SEARCHING, '').trim();
	if (said) throw new Error(said);
	return stdout;
}

/** What stands in front of the text: layer, start, end, style, name, three margins, effect. */
const EVENT = /^Dialogue: (?:[^,]*,){9}(.*)$/gm;

/** The words of each cue of a file, as libass draws what ffmpeg has read: without its codes. */
export async function wordsByFfmpeg(file: string): Promise<string[]> {
	const ass = await ffmpeg('-i', file, '-f', 'ass', '-');
	return [...ass.replace(/\r/g, '').matchAll(EVENT)].map(([, text]) =>
		text
			.replace(/\\([{}])/g, (_code, brace) => (brace === '{' ? '｛' : '｝'))
			.replace(/\{[^}]*\}/g, '')
			.replace(/\\[Nnh]/g, ' '),
	);
}
