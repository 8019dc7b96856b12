import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from '../gcore/answers';

/**
 * What the trigger keeps between polls. The list of a status cannot be asked for what has ended since a moment, and
 * its rows may have no times. But it is sorted by start, newest first. So the trigger keeps its newest rows: what is
 * new and has started later stands above them, and what had started before was open, and is kept by ID.
 */
export interface TriggerState {
	version: 2;
	/** Address and filters that the rest holds for. */
	scope: string;
	/** A short mark of the API key, to notice when another account may be behind the credential. */
	key: string;
	/** How many turns were taken by lists that are not read each time. */
	turns: number;
	/** Whether one page holds all tasks. */
	onePage: boolean;
	/** Tasks that have not ended, or whose end could not be read: when each was first seen, and its status then last. */
	open: Array<[id: string, since: number, status: string]>;
	/** By status asked for, its newest tasks in the list's order, and when each was first seen. */
	told: Record<string, Array<[id: string, since: number]>>;
	/** Statuses of which all tasks were known, so that any other is new, wherever it stands. */
	wholeLists: string[];
	/** Further tasks that are told, but whose place in the list is not certain. */
	others: string[];
	/** Whether there were more of those in sight than can be remembered. */
	othersOverflow: boolean;
	/** Whether the last poll had no time for all results; older states lack it. */
	wasLate?: boolean;
	/** Where several polls have read the lists: when the first of them began. What has started since may have passed others. */
	readFrom?: number;
}

/** As many as one page has, so that a list without news is one request. */
export const MOST_TOLD = 100;
export const MOST_OTHERS = 300;
/** Gcore's queue takes 100 tasks for an account; this is far above, and bounds the state all the same. */
export const MOST_OPEN = 500;

export const DAY_MS = 24 * 3600 * 1000;

/** In place of a status: in no list, and still to be asked for. */
export const MISSING = 'MISSING';

/** In place of a status: the list of all tasks, from which version 0.1 of this package told. */
export const ALL = '';

export const newState = (scope: string, key: string): TriggerState => ({
	version: 2,
	scope,
	key,
	turns: 0,
	onePage: false,
	open: [],
	told: {},
	wholeLists: [],
	others: [],
	othersOverflow: false,
});

/** Whether a value is a list of texts, or of lists that begin with a text, a finite number, a text. */
const isList = (value: unknown, most: number, fits: (entry: unknown) => boolean) =>
	Array.isArray(value) && value.length <= most && value.every(fits);
const isText = (value: unknown): value is string => typeof value === 'string';
const isSeen = (entry: unknown) =>
	Array.isArray(entry) && isText(entry[0]) && Number.isFinite(entry[1]) && isText(entry[2] ?? '');

/** The state that n8n has kept; undefined when there is none that can be used, and the trigger must start afresh. */
export function parseState(kept: unknown, scope: string): TriggerState | undefined {
	if (!isJsonObject(kept) || kept.scope !== scope) return undefined;
	const state = kept.version === 1 ? ofVersion1(kept) : kept;
	const { version, key, turns, onePage, open, told, wholeLists, others, othersOverflow } = state;
	const fits =
		version === 2 &&
		isText(key) &&
		Number.isFinite(turns) &&
		typeof onePage === 'boolean' &&
		isList(open, MOST_OPEN, isSeen) &&
		isJsonObject(told) &&
		Object.values(told).every((seen) => isList(seen, MOST_TOLD, isSeen)) &&
		isList(wholeLists, MOST_OTHERS, isText) &&
		isList(others, MOST_OTHERS, isText) &&
		typeof othersOverflow === 'boolean';
	// A copy: what n8n hands out is a proxy that notes every change.
	return fits ? (JSON.parse(JSON.stringify(state)) as TriggerState) : undefined;
}

/** Version 0.1 kept the newest ends of all statuses in one list, and the days on which open tasks were seen. */
function ofVersion1({ scope, key, anchors, settled, crowded, open }: IDataObject): IDataObject {
	const toTold = (id: unknown) => [id, 0];
	// It may have started long before it was seen last.
	const toOpen = ([id, day]: [string, unknown]) => [id, (Number(day) - 31) * DAY_MS, 'PENDING'];
	return {
		...newState(scope as string, key as string),
		open: isJsonObject(open) && Object.entries(open).map(toOpen),
		told: { [ALL]: Array.isArray(anchors) && anchors.map(toTold) },
		others: settled,
		othersOverflow: crowded,
	} as unknown as IDataObject;
}
