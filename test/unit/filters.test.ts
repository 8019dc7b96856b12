import {
	ALL_STATUSES,
	filterQuery,
	filtersField,
	triggerFilters,
	UNFINISHED,
} from '../../nodes/GcoreStreamingAi/fields/filters';
import { EXPRESSION, readerOf } from './readers';

/** @param raw what is saved; by default the filters themselves */
const queryOf = (filters: unknown, field = filtersField(ALL_STATUSES), raw = filters) =>
	filterQuery(readerOf(filters, raw), field);

it.each([
	['none', {}, {}],
	['empty ones', { status: '', search: '  ', taskId: null, dateCreated: '' }, {}],
	[
		'all',
		{
			status: 'STARTED',
			taskName: 'transcription',
			search: ' nsfw ',
			taskId: 'a',
			dateCreated: '2026-01-31',
		},
		{
			status: 'STARTED',
			task_name: 'transcription',
			search: 'nsfw',
			task_id: 'a',
			date_created: '2026-01-31',
		},
	],
	['a number', { search: 5 }, { search: '5' }],
	['nothing', null, {}],
	['an empty text', '', {}],
	[
		'choices in any case, in quotes, with what cannot be seen',
		{ status: 'success', taskName: ' "Content-Moderation"\u200b' },
		{ status: 'SUCCESS', task_name: 'content-moderation' },
	],
	['an ID in quotes', { taskId: '"t"' }, { task_id: 't' }],
	['one of which nothing can be seen', { search: '\u200b', status: ' ', taskId: '""' }, {}],
])('filters: %s', (_name, filters, query) => {
	expect(queryOf(filters)).toEqual(query);
});

it('Date Created: a time without a zone is one of the workflow', () => {
	expect(queryOf({ dateCreated: '2026-01-31T10:00:00' })).toEqual({
		date_created: '2026-01-31T01:00:00.000Z',
	});
});

it.each(['search', 'status', 'taskId', 'taskName', 'dateCreated'])(
	'%s by an expression that gives nothing is refused, and left out where it is left empty',
	(name) => {
		for (const nothing of [undefined, null, '', ' ', '""']) {
			const given = () => queryOf({ [name]: nothing }, undefined, { [name]: EXPRESSION });
			expect(given).toThrow(/^'[A-Z][A-Za-z ]+' is (empty|not one of .*|not a date)$/);
			expect(queryOf({ [name]: nothing })).toEqual({});
		}
	},
);

const KNOWN = 'dateCreated, search, status, taskId, taskName';

it.each([
	...['finished', 'START', {}, ['SUCCESS'], true, false, 0, NaN, 'constructor'].map((status) => [
		{ status },
		expect.stringMatching(/^'Status' is not one of ([A-Z]+, ){6}[A-Z]+$/),
	]),
	[{ taskName: 'nsfw' }, "'Task Name' is not one of content-moderation, transcription"],
	[{ search: {} }, "'Search' is not text"],
	[{ search: ['a'] }, "'Search' is not text"],
	[{ search: false }, "'Search' is not text"],
	[{ search: 0 }, "'Search' is not text"],
	[{ search: NaN }, "'Search' is not text"],
	[{ search: 'ab\ud83d' }, "'Search' holds half a character at place 3"],
	[{ taskId: 5 }, "'Task ID' is not text"],
	[{ taskId: {} }, "'Task ID' is not text"],
	[{ taskId: 'a/b' }, "'Task ID' holds characters that no task ID has"],
	[{ taskId: 'a\u200bb' }, "'Task ID' holds an invisible character (U+200B) at place 2"],
	[{ dateCreated: 0 }, "'Date Created' is not a date"],
	[{ dateCreated: false }, "'Date Created' is not a date"],
	[{ dateCreated: ['2026-01-31'] }, "'Date Created' is not a date"],
	[{ state: 'x' }, `'Filters' has the field 'state', which is none of ${KNOWN}`],
	[
		{ status: 'SUCCESS', Status: '' },
		`'Filters' has the field 'Status', which is none of ${KNOWN}`,
	],
	['status=STARTED', "'Filters' is not an object"],
	[[{ status: 'STARTED' }], "'Filters' is not an object"],
	[5, "'Filters' is not an object"],
	[false, "'Filters' is not an object"],
])('%j is no filter', (filters, message) => {
	expect(() => queryOf(filters)).toThrow(expect.objectContaining({ message }));
});

it('a status that has ended is none to cancel by', () => {
	const field = filtersField(UNFINISHED);
	expect(() => queryOf({ status: 'SUCCESS' }, field)).toThrow(
		"'Status' is not one of PENDING, RECEIVED, RETRY, STARTED",
	);
	expect(queryOf({ status: 'retry' }, field)).toEqual({ status: 'RETRY' });
});

it("the trigger's filters are two", () => {
	expect(queryOf({ search: 'a', taskName: 'TRANSCRIPTION' }, triggerFilters)).toEqual({
		search: 'a',
		task_name: 'transcription',
	});
	expect(() => queryOf({ status: 'SUCCESS' }, triggerFilters)).toThrow(
		"'Filters' has the field 'status', which is none of search, taskName",
	);
});
