import {
	failureRow,
	FAILURES,
	kindOfCode,
	type FailureKind,
} from '../../nodes/GcoreStreamingAi/gcore/failures';

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
	[undefined, ['EHOSTUNREACH', 'XECONNREFUSED', 'EPIPE2', 'ENOTFOUND_', 'EPROTOTYPE', '']],
])('%s is the kind of the codes %j', (kind, codes) => {
	expect(codes.map(kindOfCode)).toEqual(codes.map(() => kind));
});

it.each<[number | FailureKind, string]>([
	[302, '3xx'],
	[414, '4xx'],
	[503, '5xx'],
	[429, '429'],
	[999, 'notJson'],
	['dns', 'dns'],
])('%s is told by the row %s', (key, row) => {
	expect(failureRow(key)).toBe(FAILURES[row]);
});
