import { speechResult } from '../standin/samples';

/** Two hours of speech, as much as 1,250 phrases of a hundred characters with the space behind them. */
const PHRASES = 1_250;
const PHRASE_CHARACTERS = 100;
const SECONDS = 7_200;
export const SPEECH_CHARACTERS = PHRASES * PHRASE_CHARACTERS;

const WORDS =
	'the talk goes on about the video that everybody in the hall has just seen, and nobody has left it yet';

const clock = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(11, 23);

/** What is said as the nth phrase; no two are the same. */
export const phraseOf = (n: number): string =>
	`${`Phrase ${n}: ${WORDS}`.slice(0, PHRASE_CHARACTERS - 2)}.`;

export const LAST_PHRASE = phraseOf(PHRASES);

/** The result of their transcription, as Gcore forms it: the text, rows of subtitles, and VTT. */
export const twoHoursOfSpeech = (): Record<string, unknown> =>
	speechResult(
		Array.from({ length: PHRASES }, (_, n) => ({
			start_time: clock((n * SECONDS) / PHRASES),
			end_time: clock(((n + 0.9) * SECONDS) / PHRASES),
			text: phraseOf(n + 1),
		})),
	);
