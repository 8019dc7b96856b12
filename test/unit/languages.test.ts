import {
	AUDIO_LANGUAGES,
	languageCode,
	SUBTITLES_LANGUAGES,
} from '../../nodes/GcoreStreamingAi/task/languages';

/** As the description of the create call lists them, with Nynorsk's own code. */
const PUBLISHED = (
	'afr alb amh ara arm asm aze bak baq bel ben bos bre bul bur cat chi cze dan dut eng est fao fin fre geo ' +
	'ger glg gre guj hat hau haw heb hin hrv hun ice ind ita jav jpn kan kaz khm kor lao lat lav lin lit ltz ' +
	'mac mal mao mar may mlg mlt mon nep nno nor oci pan per pol por pus rum rus san sin slo slv sna snd som ' +
	'spa srp sun swa swe tam tat tel tgk tgl tha tib tuk tur ukr urd uzb vie wel yid yor'
).split(' ');

/** The info call's list of translations, of which it writes twenty codes in the other spelling. */
const TRANSLATED = (
	'afr amh ara hye asm aze eus bel ben bos bul mya cat zho hrv ces dan nld eng est fin fra glg kat deu guj heb ' +
	'hin hun isl ind ita jpn jav kan kaz khm kor lao lav lit mkd mal mlt mar ell mon nep nno pan fas pol por pus ' +
	'ron rus srp sna snd slk slv som spa swa swe tgl tgk tam tel tha tur ukr urd vie cym yor'
).split(' ');

const PUBLISHED_SPELLING: Record<string, string> = {
	hye: 'arm',
	eus: 'baq',
	mya: 'bur',
	zho: 'chi',
	ces: 'cze',
	nld: 'dut',
	fra: 'fre',
	kat: 'geo',
	deu: 'ger',
	isl: 'ice',
	mkd: 'mac',
	ell: 'gre',
	fas: 'per',
	ron: 'rum',
	slk: 'slo',
	cym: 'wel',
};

const codes = (options: Array<{ value: unknown }>) =>
	options.map(({ value }) => String(value)).sort();

it('every published language can be chosen for the audio', () => {
	expect(codes(AUDIO_LANGUAGES)).toEqual(PUBLISHED);
});

it('every language that is translated into can be chosen for the subtitles', () => {
	const wanted = TRANSLATED.map((code) => PUBLISHED_SPELLING[code] ?? code).sort();
	expect(codes(SUBTITLES_LANGUAGES)).toEqual(wanted);
});

it.each([
	['audio', AUDIO_LANGUAGES],
	['subtitles', SUBTITLES_LANGUAGES],
])('the %s languages stand by name, each once, with their code', (_name, options) => {
	const names = options.map(({ name }) => name);
	expect(names).toEqual([...names].sort((a, b) => a.localeCompare(b, 'en')));
	expect(new Set(names).size).toBe(names.length);
	for (const { name, value } of options) {
		expect(name).toMatch(new RegExp(`^[A-Z][A-Za-z ]+ \\(${String(value)}\\)$`));
	}
});

it.each([
	['eng', 'eng'],
	[' GER\n', 'ger'],
	['qaa', 'qaa'],
	['en', undefined],
	['engl', undefined],
	['é1g', undefined],
	['', undefined],
	[undefined, undefined],
	[['eng'], undefined],
])('%p as a code is %p', (value, code) => {
	expect(languageCode(value)).toBe(code);
});
