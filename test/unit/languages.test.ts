import {
	AUDIO_LANGUAGES,
	languageCode,
	languageName,
	meansDetection,
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
	['deu', 'deu'],
	['qaa', 'qaa'],
	['en', 'eng'],
	['EN', 'eng'],
	['"de"', 'ger'],
	['zh', 'chi'],
	['haw', 'haw'],
	['nb', 'nor'],
	['iw', 'heb'],
	['pt-BR', 'por'],
	['pt_br', 'por'],
	['zh_Hans', 'chi'],
	['zh-Hant-TW', 'chi'],
	['en_US.UTF-8', 'eng'],
	['ca_ES@valencia', 'cat'],
	['es-419', 'spa'],
	['deu-DE', 'deu'],
	['English', 'eng'],
	['\u200benglish ', 'eng'],
	['GERMAN', 'ger'],
	['haitian  creole', 'hat'],
	['Norwegian-Nynorsk', 'nno'],
	['Māori', 'mao'],
	['Bokmål', 'nor'],
	['Castilian', 'spa'],
	['Mandarin', 'chi'],
	['Myanmar (Burmese)', 'bur'],
	['English (eng)', 'eng'],
	['Chinese (Simplified)', 'chi'],
	['Portuguese (Brazil)', 'por'],
	['English (US)', 'eng'],
	['zh-yue', undefined],
	['English (ger)', undefined],
	['Chinese (Cantonese)', undefined],
	['Bahasa', undefined],
	['no thanks', undefined],
	['in the', undefined],
	['the-', undefined],
	['zu', undefined],
	['engl', undefined],
	['é1g', undefined],
	['constructor', undefined],
	[`eng${'-abc1'.repeat(19)}-a`, 'eng'],
	[`eng${'-abc1'.repeat(100)}`, undefined],
	['', undefined],
	[undefined, undefined],
	[['eng'], undefined],
])('%p as a language is %p', (value, code) => {
	expect(languageCode(value)).toBe(code);
});

it.each([
	[' Detect_automatically', true],
	[`detect${' '.repeat(100)}automatically`, false],
	['English', false],
])('%j leaves the language to Gcore: %p', (value, isSo) => {
	expect(meansDetection(value)).toBe(isSo);
});

/** Chosen by hand: ICU's data need not be the same everywhere, but where it knows a name, it is ours. */
it('two letters and names are those that Unicode has for the three', () => {
	const names = new Intl.DisplayNames('en', { type: 'language' });
	for (const { name, value } of AUDIO_LANGUAGES) {
		expect(languageCode(name)).toBe(value);
		expect(languageCode(name.replace(/ \(.*/, ''))).toBe(value);
		// To Unicode, Tagalog is another word for Filipino.
		const [twoLetters] = value === 'tgl' ? ['tl'] : Intl.getCanonicalLocales(String(value));
		expect([twoLetters, languageCode(twoLetters)]).toEqual([twoLetters, value]);
		const unicode = names.of(twoLetters) ?? '';
		expect([value, undefined]).toContain(languageCode(unicode));
	}
});

const EVERY_TWO = Array.from({ length: 26 * 26 }, (_, n) =>
	String.fromCharCode(97 + Math.floor(n / 26), 97 + (n % 26)),
);

it('of all pairs of letters, those are taken that are a listed language', () => {
	const taken = EVERY_TWO.filter((two) => languageCode(two) !== undefined);
	// One each but for Hawaiian, and Bokmål, Hebrew, Indonesian, Javanese, Moldavian and Yiddish by other letters.
	expect(taken).toHaveLength(PUBLISHED.length - 1 + 6);
});

it.each([
	['eng', 'English'],
	['nno', 'Norwegian Nynorsk'],
	['xyz', 'xyz'],
])('the name of %s is %s', (code, name) => {
	expect(languageName(code)).toBe(name);
});
