// The two lists of `GET /streaming/ai/info` in the published description, in its /T spelling. It calls
// them 100 and 77 languages and lists 99 and 76.
const TRANSCRIBED =
	'afr sqi amh ara hye asm aze bak eus bel ben bos bre bul mya cat zho hrv ces dan nld eng est fao ' +
	'fin fra glg kat deu guj hat hau haw heb hin hun isl ind ita jpn jav kan kaz khm kor lao lat lav lin ' +
	'lit ltz mkd mlg msa mal mlt mri mar ell mon nep nor nno oci pan fas pol por pus ron rus san srp sna ' +
	'snd sin slk slv som spa sun swa swe tgl tgk tam tat tel tha bod tur tuk ukr urd uzb vie cym yid yor';
const NOT_TRANSLATED =
	'bak bod bre fao hat hau haw lat lin ltz mlg mri msa nor oci san sin sqi sun tat tuk uzb yid';

const transcribed = new Set(TRANSCRIBED.split(' '));
const untranslated = new Set(NOT_TRANSLATED.split(' '));

// ISO 639-2 gives twenty languages two codes; the create call is described with the left ones.
const B_TO_T = new Map(
	(
		'alb:sqi arm:hye baq:eus bur:mya chi:zho cze:ces dut:nld fre:fra geo:kat ger:deu ' +
		'gre:ell ice:isl mac:mkd mao:mri may:msa per:fas rum:ron slo:slk tib:bod wel:cym'
	)
		.split(' ')
		.map((pair) => pair.split(':') as [string, string]),
);

const spelling = (code: string) => B_TO_T.get(code) ?? code;

/**
 * Whether this is a language code of ISO 639-2 in its bibliographic spelling (`ger`, not `deu`), as subtitles
 * take it; of the languages that Gcore lists.
 */
export function isBibliographic(code: string): boolean {
	return transcribed.has(spelling(code)) && ![...B_TO_T.values()].includes(code);
}

/**
 * Whether Gcore transcribes `audio`, or, with `subtitles`, also translates it into that language.
 * Takes either ISO 639-2 spelling. Any listed language goes into English and into itself; other pairs
 * need both sides on the shorter list.
 */
export function isSupported(audio: string, subtitles?: string | null): boolean {
	const source = spelling(audio);
	if (!transcribed.has(source)) return false;
	if (!subtitles) return true;
	const target = spelling(subtitles);
	if (target === source || target === 'eng') return true;
	return transcribed.has(target) && !untranslated.has(source) && !untranslated.has(target);
}
