import type { INodePropertyOptions } from 'n8n-workflow';

/**
 * The languages of Gcore's speech recognition by their ISO 639-2/B code, as the description of the create call
 * lists them. It gives Nynorsk the code of Dutch; here it has its own, as in the description of the info call.
 */
const LANGUAGES: Readonly<Record<string, string>> = {
	afr: 'Afrikaans',
	alb: 'Albanian',
	amh: 'Amharic',
	ara: 'Arabic',
	arm: 'Armenian',
	asm: 'Assamese',
	aze: 'Azerbaijani',
	bak: 'Bashkir',
	baq: 'Basque',
	bel: 'Belarusian',
	ben: 'Bengali',
	bos: 'Bosnian',
	bre: 'Breton',
	bul: 'Bulgarian',
	cat: 'Catalan',
	chi: 'Chinese',
	hrv: 'Croatian',
	cze: 'Czech',
	dan: 'Danish',
	dut: 'Dutch',
	eng: 'English',
	est: 'Estonian',
	fao: 'Faroese',
	fin: 'Finnish',
	fre: 'French',
	glg: 'Galician',
	geo: 'Georgian',
	ger: 'German',
	gre: 'Greek',
	guj: 'Gujarati',
	hat: 'Haitian Creole',
	hau: 'Hausa',
	haw: 'Hawaiian',
	heb: 'Hebrew',
	hin: 'Hindi',
	hun: 'Hungarian',
	ice: 'Icelandic',
	ind: 'Indonesian',
	ita: 'Italian',
	jpn: 'Japanese',
	jav: 'Javanese',
	kan: 'Kannada',
	kaz: 'Kazakh',
	khm: 'Khmer',
	kor: 'Korean',
	lao: 'Lao',
	lat: 'Latin',
	lav: 'Latvian',
	lin: 'Lingala',
	lit: 'Lithuanian',
	ltz: 'Luxembourgish',
	mac: 'Macedonian',
	mlg: 'Malagasy',
	may: 'Malay',
	mal: 'Malayalam',
	mlt: 'Maltese',
	mao: 'Maori',
	mar: 'Marathi',
	mon: 'Mongolian',
	bur: 'Myanmar',
	nep: 'Nepali',
	nor: 'Norwegian',
	nno: 'Norwegian Nynorsk',
	oci: 'Occitan',
	pus: 'Pashto',
	per: 'Persian',
	pol: 'Polish',
	por: 'Portuguese',
	pan: 'Punjabi',
	rum: 'Romanian',
	rus: 'Russian',
	san: 'Sanskrit',
	srp: 'Serbian',
	sna: 'Shona',
	snd: 'Sindhi',
	sin: 'Sinhala',
	slo: 'Slovak',
	slv: 'Slovenian',
	som: 'Somali',
	spa: 'Spanish',
	sun: 'Sundanese',
	swa: 'Swahili',
	swe: 'Swedish',
	tgl: 'Tagalog',
	tgk: 'Tajik',
	tam: 'Tamil',
	tat: 'Tatar',
	tel: 'Telugu',
	tha: 'Thai',
	tib: 'Tibetan',
	tur: 'Turkish',
	tuk: 'Turkmen',
	ukr: 'Ukrainian',
	urd: 'Urdu',
	uzb: 'Uzbek',
	vie: 'Vietnamese',
	wel: 'Welsh',
	yid: 'Yiddish',
	yor: 'Yoruba',
};

/** Spoken languages that can be transcribed, but into which nothing is translated (info call, language_support). */
const NOT_A_TARGET = new Set(
	'alb bak bre fao hat hau haw lat lin ltz mlg may mao nor oci san sin sun tat tib tuk uzb yid'.split(
		' ',
	),
);

const asOption = ([code, name]: [string, string]): INodePropertyOptions => ({
	name: `${name} (${code})`,
	value: code,
});

/** Every language that can be heard, by name. */
export const AUDIO_LANGUAGES = Object.entries(LANGUAGES).map(asOption);

/** Every language that subtitles can be translated into, by name. */
export const SUBTITLES_LANGUAGES = Object.entries(LANGUAGES)
	.filter(([code]) => !NOT_A_TARGET.has(code))
	.map(asOption);

/**
 * A language code, fit to be sent. Gcore's pages spell some codes in two ways (ger, deu), so any three letters
 * are taken as they are.
 * @returns undefined when it is not a code
 */
export function languageCode(value: unknown): string | undefined {
	const code = typeof value === 'string' ? value.trim().toLowerCase() : '';
	return /^[a-z]{3}$/.test(code) ? code : undefined;
}
