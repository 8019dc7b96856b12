import { mixedItems, ON_ERROR, quick, useGcore, type Kind } from './helpers';

const gcore = useGcore();

/** As many kinds in a row. */
const times = (count: number, kind: Kind): Kind[] => Array.from({ length: count }, () => kind);

const HINTS: Array<[string, Kind[], hint: string | undefined]> = [
	['all are cancelled', times(3, 'cancelled'), undefined],
	[
		'some are not',
		[...times(8, 'cancelled'), 'notFound', 'alreadyDone'],
		'2 of 10 tasks were not cancelled: 1 Not Found, 1 Already Done',
	],
	[
		'one of two is not',
		['cancelled', 'notEnabled'],
		'1 of 2 tasks was not cancelled: 1 Not Enabled',
	],
	['the only one is not', ['notFound'], '1 of 1 task was not cancelled: 1 Not Found'],
	[
		'none is',
		['notEnabled', 'alreadyDone', 'alreadyDone', 'notFound', 'badRequest'],
		'5 of 5 tasks were not cancelled: 1 Bad Request, 1 Not Found, 2 Already Done, 1 Not Enabled',
	],
];

describe.each(HINTS)('when %s', (_name, kinds, hint) => {
	it.each(ON_ERROR)('the hint says how many and why, On Error %s', async (onError) => {
		const { hints, error } = await gcore.run({
			items: mixedItems(gcore, kinds.length, 9, kinds),
			onError,
		});
		expect(error).toBeUndefined();
		expect(hints).toEqual(hint ? [hint] : []);
	});
});

it.each([
	['same', { outcomeHandling: 'same' }],
	['some outcomes', { separateOutcomes: ['notFound'] }],
	['fail', { outcomeHandling: 'fail' }],
])('what leaves by another way is counted all the same: %s', async (_name, settings) => {
	const kinds: Kind[] = ['cancelled', 'undocumented', 'notFound', 'alreadyDone'];
	const { hints } = await gcore.run({
		items: mixedItems(gcore, kinds.length, 9, kinds),
		parameters: quick({ ...settings }),
		onError: 'continueErrorOutput',
	});
	expect(hints).toEqual([
		'3 of 4 tasks were not cancelled: 1 Not Found, 1 Already Done, 1 Without a Documented Answer',
	]);
});
