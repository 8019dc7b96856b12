import type { FailureKey, FailureKind } from '../../nodes/GcoreStreamingAi/gcore/failures';

type Failures = typeof import('../../nodes/GcoreStreamingAi/gcore/failures');

let failures: Failures;

// Stryker tries a change to a table with those tests only that load it themselves.
beforeEach(() => {
	jest.resetModules();
	failures = jest.requireActual<Failures>('../../nodes/GcoreStreamingAi/gcore/failures');
});

it.each<[FailureKind | undefined, string[]]>([
	['timeout', ['ECONNABORTED', 'ETIMEDOUT', 'ERR_CANCELED']],
	['refused', ['ECONNREFUSED']],
	['reset', ['ECONNRESET', 'EPIPE', 'ERR_BAD_RESPONSE']],
	['dns', ['ENOTFOUND', 'EAI_AGAIN']],
	[
		'tls',
		[
			'EPROTO',
			'CERT_HAS_EXPIRED',
			'DEPTH_ZERO_SELF_SIGNED_CERT',
			'SELF_SIGNED_CERT_IN_CHAIN',
			'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
			'ERR_TLS_CERT_ALTNAME_INVALID',
			'ERR_SSL_WRONG_VERSION_NUMBER',
		],
	],
	[
		'notJson',
		[
			'HPE_INVALID_CONSTANT',
			'Z_DATA_ERROR',
			'ERR__ERROR_FORMAT_PADDING_2',
			'ERR_BROTLI_INVALID_PARAM',
			'ERR_ZLIB_INITIALIZATION_FAILED',
			'ZSTD_error_prefix_unknown',
			'ERR_ENCODING_INVALID_ENCODED_DATA',
			'ERR_STRING_TOO_LONG',
		],
	],
	[
		undefined,
		[
			'EHOSTUNREACH',
			'',
			...['ECONNREFUSED', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND', 'EPROTO', 'HPE_'].map(
				(code) => `X${code}`,
			),
			...['ECONNREFUSED', 'ETIMEDOUT', 'EPIPE', 'ENOTFOUND'].map((code) => `${code}2`),
			'EPROTOTYPE',
			'DEPTH_ZERO_SELF_SIGNED_CERTS',
			'SELF_SIGNED_CERT_IN_CHAINS',
			'ERR_STRING_TOO_LONGER',
		],
	],
])('%s is the kind of the codes %j', (kind, codes) => {
	expect(codes.map(failures.kindOfCode)).toEqual(codes.map(() => kind));
});

it.each<[FailureKey, string]>([
	[302, '3xx'],
	[414, '4xx'],
	[503, '5xx'],
	[429, '429'],
	[999, 'notJson'],
	['dns', 'dns'],
])('%s is told by the row %s', (key, row) => {
	expect(failures.failureRow(key)).toBe(failures.FAILURES[row]);
});

const PASSES = { retryable: true };
const STOPS_ALL = { affectsAllItems: true };
const MAY_HAVE_ACTED = { retryable: true, mayHaveActed: true };

it.each<[what: string, keys: FailureKey[], facts: object]>([
	['passes, with nothing done', [409, 425, 429, '400, queue limit', 'refused', 'dns'], PASSES],
	[
		'passes, but may have been done',
		[408, 500, 'timeout', 'reset', 'network', 'notJson'],
		MAY_HAVE_ACTED,
	],
	['stops all that follows', [401, 403, 422], STOPS_ALL],
	["is one item's matter", [302, 404, 405, 407, 414, 'tls', 'page', 'n8n'], {}],
])('what %s: %j', (_what, keys, facts) => {
	for (const key of keys) {
		const { retryable, mayHaveActed, affectsAllItems } = failures.failureRow(key);
		expect([key, { retryable, mayHaveActed, affectsAllItems }]).toEqual([key, facts]);
	}
});

it('each says in words of its own what happened, and what to do', () => {
	const rows = [...Object.values(failures.FAILURES), failures.UNKNOWN_TASK];
	for (const { message, remedy } of rows) {
		expect(message).toMatch(/[^.]$/);
		expect(remedy).toMatch(/[^.]$/);
	}
	expect(new Set(rows.map(({ message }) => message)).size).toBe(rows.length);
});

it('a parameter that cannot be used is a matter of the settings', () => {
	expect(failures.badParameter('Task', 'is empty', 'Give one.').note).toEqual({
		message: "'Task' is empty",
		description: 'Give one.',
		ofSetting: true,
	});
});

it('what has come to an end says whether Gcore may have acted, also behind an earlier request', () => {
	const { afterActing, ExecutionStopped, GcoreFailure, mayHaveActed } = failures;
	const note = { message: 'm', description: 'd' } as never;
	const reasons = [new GcoreFailure(note), new ExecutionStopped(), new Error('other')];
	expect(reasons.map(mayHaveActed)).toEqual([false, false, false]);
	expect(reasons.map(afterActing).map(mayHaveActed)).toEqual([true, true, false]);
});
