import { FAILURES } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { inert, named, plain, shown } from '../../nodes/GcoreStreamingAi/gcore/shown';
import { noteOf } from '../../nodes/GcoreStreamingAi/n8n/errors';
import { CANCEL_OUTCOMES, WAIT_OUTCOMES } from '../../nodes/GcoreStreamingAi/outcomes';

describe('a foreign text', () => {
	it.each([
		['a link', 'a<a href="https://e.example">b</a>', 'a‹a href="https://e.example"›b‹/a›'],
		['a picture', '<img src=x onerror=alert(1)>', '‹img src=x onerror=alert(1)›'],
		[
			'a picture that never ends',
			'a<img src=x onerror=alert(1)//',
			'a‹img src=x onerror=alert(1)//',
		],
		['a picture in a picture', '<img src="<img src=x>">', '‹img src="‹img src=x›">'],
		['a sign at the end, behind which a name may stand', 'a <', 'a ‹'],
		['a sign that an unseen one parts from its name', '<\u200bimg src=x>', '< img src=x>'],
		[
			'a comment, a type, an instruction',
			'<!-- a --><!DOCTYPE a><?a?>',
			'‹!-- a --›‹!DOCTYPE a›‹?a?›',
		],
		['entities', '&lt;img src=x&gt; &#60;a&#x3c;b', '＆lt;img src=x＆gt; ＆#60;a＆#x3c;b'],
		['a link in Markdown', '[a](https://e.example)', '[a] (https://e.example)'],
		['a picture in Markdown', '![a](//e.example/p.png)', '![a] (//e.example/p.png)'],
		['an address in Markdown', '<https://e.example>', '‹https://e.example›'],
		['lines', 'a\r\n\n# b', 'a # b'],
		['what turns its neighbours around', 'a\u202eb', 'a b'],
		['half a character', 'a\ud83d', 'a\ufffd'],
	])('%s', (_, text, expected) => {
		expect(plain(text)).toBe(expected);
		expect(plain(expected)).toBe(expected);
	});

	it.each([
		'a < b and c > d',
		'x -> y',
		'R&D, AT&T and a & b;',
		'https://e.example/a?b=1&c=2',
		'task_id[0] (the first)',
		'日本語 😀',
		'',
	])('that is plain stays: %s', (text) => {
		expect(plain(text)).toBe(text);
	});

	it('is short, however long it is', () => {
		const label = '<'.repeat(5_000_000);
		expect(plain(label)).toHaveLength(501);
		expect(named(label)).toHaveLength(41);
		expect(shown`${label}`).toHaveLength(1_001);
		expect(shown`${label}${label}${label}`).toHaveLength(2_001);
	});
});

describe('the tag', () => {
	it('makes values plain, and leaves what stands in the code', () => {
		expect(shown`<b> '${'<img src=x'}' \n ${7}`).toBe("<b> '‹img src=x' \n 7");
	});

	it.each(
		[...Object.values(FAILURES), ...CANCEL_OUTCOMES, ...WAIT_OUTCOMES].flatMap((row) => [
			'message' in row ? row.message : row.meaning,
			row.remedy,
		]),
	)('leaves the words of tables: %s', (words) => {
		expect(shown`${words}`).toBe(words);
	});
});

describe('what n8n keeps in a workflow', () => {
	it.each([
		['={{ $env }}', '{ { $env } }'],
		[' = ==a', 'a'],
		["a $fromAI('x', `do this`)", "a fromAI('x', `do this`)"],
		["$fromAi('x') $FROMAI ( 'y' ) $$fromai('z')", "fromAi('x') FROMAI ( 'y' ) fromai('z')"],
		['{{{a}}}', '{ { {a} } }'],
		['a=b {c} $d', 'a=b {c} $d'],
		['<b>$fromAI</b>', '‹b›fromAI‹/b›'],
	])('%s', (text, expected) => {
		expect(inert(text)).toBe(expected);
	});
});

it("what n8n throws may quote an item, and is plain in an error and an error's item", () => {
	const thrown = Object.assign(new Error('No <img src=x'), { description: '<b>' });
	expect(noteOf(thrown)).toEqual({ message: 'No ‹img src=x', description: '‹b›' });
});
