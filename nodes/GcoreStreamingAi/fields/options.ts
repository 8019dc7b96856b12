import type { INodeProperties } from 'n8n-workflow';

import type { Reader } from './reader';

const maxConcurrencyOption: INodeProperties = {
	displayName: 'Max Concurrency',
	name: 'maxConcurrency',
	type: 'number',
	default: 50,
	typeOptions: { minValue: 1, maxValue: 1000 },
	description:
		'How many requests may be under way at once. The node sends fewer while Gcore refuses for load. An expression is read for the first item only.',
};

const maxRetriesOption: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	default: 3,
	typeOptions: { minValue: 0, maxValue: 100 },
	description:
		'How often a request is sent again when Gcore is busy or cannot be reached. Starting a task is only repeated when Gcore has surely not taken it. An expression is read for the first item only.',
};

const requestTimeoutOption: INodeProperties = {
	displayName: 'Request Timeout',
	name: 'requestTimeout',
	type: 'number',
	default: 30,
	typeOptions: { minValue: 1 },
	description:
		'How many seconds to wait for the answer to one request. An expression is read for the first item only.',
};

const networkOptions = [maxConcurrencyOption, maxRetriesOption, requestTimeoutOption];

/** The Options collection of an operation, sorted by name as n8n's rules want it. */
export const optionsField = (...own: INodeProperties[]): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [...networkOptions, ...own].sort((a, b) => a.displayName.localeCompare(b.displayName)),
});

/** What a run's requests are bound by. */
export interface NetworkSettings {
	maxConcurrency: number;
	maxRetries: number;
	/** The longest that one request may take. */
	timeoutMs: number;
}

/** Any operation's. */
const OPTIONS = optionsField();

/** Reads what is set under Options. @throws GcoreFailure when that is no collection */
export const optionsOf = (reader: Reader): Reader => reader.collection(OPTIONS);

/** @param options what `optionsOf` gives @throws GcoreFailure when one of them cannot be used */
export const networkSettings = (options: Reader): NetworkSettings => ({
	maxConcurrency: options.wholeNumber(maxConcurrencyOption),
	maxRetries: options.wholeNumber(maxRetriesOption),
	timeoutMs: 1000 * options.duration(requestTimeoutOption),
});
