import type { INodePropertyOptions } from 'n8n-workflow';

import { unquoted } from '../gcore/text';

/**
 * The languages of Gcore's speech recognition by their ISO 639-2/B code, as the description of the create call
 * lists them. It gives Nynorsk the code of Dutch; here it has its own, as in the description of the info call.
 * With each its two letters (ISO 639-1); Hawaiian has none.
 */
const LANGUAGES: Readonly<Record<string, readonly [name: string, twoLetters?: string]>> = {
	afr: ['Afrikaans', 'af'],
	alb: ['Albanian', 'sq'],
	amh: ['Amharic', 'am'],
	ara: ['Arabic', 'ar'],
	arm: ['Armenian', 'hy'],
	asm: ['Assamese', 'as'],
	aze: ['Azerbaijani', 'az'],
	bak: ['Bashkir', 'ba'],
	baq: ['Basque', 'eu'],
	bel: ['Belarusian', 'be'],
	ben: ['Bengali', 'bn'],
	bos: ['Bosnian', 'bs'],
	bre: ['Breton', 'br'],
	bul: ['Bulgarian', 'bg'],
	cat: ['Catalan', 'ca'],
	chi: ['Chinese', 'zh'],
	hrv: ['Croatian', 'hr'],
	cze: ['Czech', 'cs'],
	dan: ['Danish', 'da'],
	dut: ['Dutch', 'nl'],
	eng: ['English', 'en'],
	est: ['Estonian', 'et'],
	fao: ['Faroese', 'fo'],
	fin: ['Finnish', 'fi'],
	fre: ['French', 'fr'],
	glg: ['Galician', 'gl'],
	geo: ['Georgian', 'ka'],
	ger: ['German', 'de'],
	gre: ['Greek', 'el'],
	guj: ['Gujarati', 'gu'],
	hat: ['Haitian Creole', 'ht'],
	hau: ['Hausa', 'ha'],
	haw: ['Hawaiian'],
	heb: ['Hebrew', 'he'],
	hin: ['Hindi', 'hi'],
	hun: ['Hungarian', 'hu'],
	ice: ['Icelandic', 'is'],
	ind: ['Indonesian', 'id'],
	ita: ['Italian', 'it'],
	jpn: ['Japanese', 'ja'],
	jav: ['Javanese', 'jv'],
	kan: ['Kannada', 'kn'],
	kaz: ['Kazakh', 'kk'],
	khm: ['Khmer', 'km'],
	kor: ['Korean', 'ko'],
	lao: ['Lao', 'lo'],
	lat: ['Latin', 'la'],
	lav: ['Latvian', 'lv'],
	lin: ['Lingala', 'ln'],
	lit: ['Lithuanian', 'lt'],
	ltz: ['Luxembourgish', 'lb'],
	mac: ['Macedonian', 'mk'],
	mlg: ['Malagasy', 'mg'],
	may: ['Malay', 'ms'],
	mal: ['Malayalam', 'ml'],
	mlt: ['Maltese', 'mt'],
	mao: ['Maori', 'mi'],
	mar: ['Marathi', 'mr'],
	mon: ['Mongolian', 'mn'],
	bur: ['Myanmar', 'my'],
	nep: ['Nepali', 'ne'],
	nor: ['Norwegian', 'no'],
	nno: ['Norwegian Nynorsk', 'nn'],
	oci: ['Occitan', 'oc'],
	pus: ['Pashto', 'ps'],
	per: ['Persian', 'fa'],
	pol: ['Polish', 'pl'],
	por: ['Portuguese', 'pt'],
	pan: ['Punjabi', 'pa'],
	rum: ['Romanian', 'ro'],
	rus: ['Russian', 'ru'],
	san: ['Sanskrit', 'sa'],
	srp: ['Serbian', 'sr'],
	sna: ['Shona', 'sn'],
	snd: ['Sindhi', 'sd'],
	sin: ['Sinhala', 'si'],
	slo: ['Slovak', 'sk'],
	slv: ['Slovenian', 'sl'],
	som: ['Somali', 'so'],
	spa: ['Spanish', 'es'],
	sun: ['Sundanese', 'su'],
	swa: ['Swahili', 'sw'],
	swe: ['Swedish', 'sv'],
	tgl: ['Tagalog', 'tl'],
	tgk: ['Tajik', 'tg'],
	tam: ['Tamil', 'ta'],
	tat: ['Tatar', 'tt'],
	tel: ['Telugu', 'te'],
	tha: ['Thai', 'th'],
	tib: ['Tibetan', 'bo'],
	tur: ['Turkish', 'tr'],
	tuk: ['Turkmen', 'tk'],
	ukr: ['Ukrainian', 'uk'],
	urd: ['Urdu', 'ur'],
	uzb: ['Uzbek', 'uz'],
	vie: ['Vietnamese', 'vi'],
	wel: ['Welsh', 'cy'],
	yid: ['Yiddish', 'yi'],
	yor: ['Yoruba', 'yo'],
};

const ROWS = Object.entries(LANGUAGES);

/** Spoken languages that can be transcribed, but into which nothing is translated (info call, language_support). */
const NOT_A_TARGET = new Set(
	'alb bak bre fao hat hau haw lat lin ltz mlg may mao nor oci san sin sun tat tib tuk uzb yid'.split(
		' ',
	),
);

const asOption = ([code, [name]]: (typeof ROWS)[number]): INodePropertyOptions => ({
	name: `${name} (${code})`,
	value: code,
});

/** Every language that can be heard, by name. */
export const AUDIO_LANGUAGES = ROWS.map(asOption);

/** Every language that subtitles can be translated into, by name. */
export const SUBTITLES_LANGUAGES = ROWS.filter(([code]) => !NOT_A_TARGET.has(code)).map(asOption);

/**
 * What else people call them: the other names of Whisper's own list, by which Gcore transcribes, those of regional
 * kinds, codes from before ISO 639-1 was mended, and Norwegian as it is mostly written.
 */
const ALIASES: Readonly<Record<string, string>> = {
	ben: 'bangla',
	bur: 'burmese, myanmar (burmese)',
	cat: 'valencian',
	chi: 'mandarin, mandarin chinese, simplified chinese, traditional chinese',
	dut: 'flemish',
	eng: 'american english, british english',
	fre: 'canadian french',
	hat: 'haitian',
	heb: 'iw',
	ind: 'in, bahasa indonesia',
	jav: 'jw',
	ltz: 'letzeburgesch',
	nno: 'nynorsk, norwegian (nynorsk)',
	nor: 'nb, bokmal, norwegian bokmal, norwegian (bokmal)',
	pan: 'panjabi',
	per: 'farsi',
	por: 'brazilian portuguese, european portuguese',
	pus: 'pushto',
	rum: 'mo, moldavian, moldovan',
	sin: 'sinhalese',
	spa: 'castilian, latin american spanish',
	yid: 'ji',
};

/** A language's English name by its code; the code itself where it is not known. */
export const languageName = (code: string): string => LANGUAGES[code]?.[0] ?? code;

const DETECTION = ['', 'auto', 'detect', 'auto detect', 'detect automatically'];

/** Longer is no language; texts may be of any length. */
const LONGEST = 100;

/** In small letters without accents, words parted by a blank. */
const plain = (text: string) =>
	text
		.slice(0, LONGEST)
		.toLowerCase()
		.normalize('NFD')
		.replace(/\p{M}/gu, '')
		.replace(/[\s_-]+/g, ' ');

/** What each language goes by, to its code. */
const BY_NAME = new Map<string, string>(
	ROWS.flatMap(([code, [name, twoLetters = code]]) =>
		[
			code,
			twoLetters,
			plain(name),
			`${plain(name)} (${code})`,
			...(ALIASES[code]?.split(', ') ?? []),
		].map((one): [string, string] => [one, code]),
	),
);

/**
 * A language, and what follows it in tags of BCP 47 (pt-BR, zh-Hans-TW) and in locales of Unix (en_US.UTF-8). Three
 * letters there make it a language of its own (zh-yue is Cantonese).
 */
const TAG = /^([a-z]{2,3})(?![-_][a-z]{3}(?:[-_]|$))(?:[-_][a-z0-9]{1,8})+(?:[.@][\w.@-]*)?$/i;

/** What gives the words for Portuguese, Chinese or English that are not only of one place. */
const REGION =
	/ \((?:[a-z]{2}|simplified|traditional|brazil|portugal|latin america|united (?:states|kingdom))\)$/;

/** Whether a value of 'Audio Language' leaves it to Gcore to find out which language is spoken. */
export const meansDetection = (value: unknown): boolean =>
	value === undefined ||
	value === null ||
	(typeof value === 'string' && DETECTION.includes(plain(unquoted(value))));

/**
 * The three-letter code of a language, fit to be sent. Gcore's pages spell some codes in two ways (ger, deu), so any
 * three letters are taken as they are.
 * @param value a code of two or three letters, also with a region, or an English name
 * @returns undefined when it is none, or could be more than one
 */
export function languageCode(value: unknown): string | undefined {
	const given = typeof value === 'string' ? unquoted(value) : '';
	if (given.length > LONGEST) return undefined;
	const text = plain(given);
	const known = BY_NAME.get(text) ?? BY_NAME.get(text.replace(REGION, ''));
	if (known) return known;
	const code = (TAG.exec(given)?.[1] ?? given).toLowerCase();
	return BY_NAME.get(code) ?? (/^[a-z]{3}$/.test(code) ? code : undefined);
}
