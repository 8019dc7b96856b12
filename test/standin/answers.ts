import { TEXT } from './samples';

/** What goes back over the wire. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string | Buffer;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json', ...headers },
		body: JSON.stringify(body),
	};
}

/** An answer in the form that most of Gcore's have: `{error}`. */
export function refuse(status: number, error: string, headers?: Record<string, string>): Answer {
	return json(status, { error }, headers);
}

const REFUSALS: Record<number, string> = {
	400: TEXT.queueLimit(100),
	401: TEXT.badToken,
	403: TEXT.forbidden,
	404: TEXT.taskNotFound,
	408: 'Request Timeout',
	409: 'Conflict',
	412: TEXT.cannotCancel('REVOKED'),
	422: TEXT.featureDisabled,
	429: TEXT.tooMany,
	500: 'Internal Server Error',
};

const GATEWAY: Record<number, string> = {
	502: 'Bad Gateway',
	503: 'Service Temporarily Unavailable',
	504: 'Gateway Time-out',
};

/** The usual answer of a status: Gcore's text, a gateway's HTML page for 502 to 504, else no body. */
export function usualAnswer(status: number): Answer {
	if (GATEWAY[status]) {
		const title = `${status} ${GATEWAY[status]}`;
		const body = `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>nginx</center>\r\n</body>\r\n</html>\r\n`;
		return { status, headers: { 'content-type': 'text/html' }, body };
	}
	if (REFUSALS[status]) return refuse(status, REFUSALS[status]);
	return { status, headers: {}, body: '' };
}
