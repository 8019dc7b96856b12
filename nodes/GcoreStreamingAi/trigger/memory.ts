import type { IDataObject, IPollFunctions } from 'n8n-workflow';

import { newReading, type Reading } from './ends';
import { parseState, type TriggerState } from './state';

/**
 * n8n keeps static data, but not always: it saves what a poll without news has learnt only when a later one has news,
 * and its durable scheduler loads the last saved data for each poll. So this process remembers, for each trigger, what
 * has come after the data that is saved. A poll with news is not remembered: n8n saves it, or has dropped its items.
 */
interface Remembered {
	/** The saved data that it came after, as text. */
	after: string;
	/** Undefined: the trigger must start afresh. */
	state?: TriggerState;
}

const remembered = new Map<string, Remembered>();

/** What polls of a trigger have read so far, where their time was over; and of what: the state and the settings. */
const readings = new Map<string, { of: string; reading: Reading; at: number }>();

/** What was read longer ago is of no use: too much may have changed since. */
const RESUMED_WITHIN_MS = 6 * 3600 * 1000;

/** The failure that a trigger has told last, until a poll goes well. */
const toldFailures = new Map<string, string>();

/** Until when (ms since 1970) the server of a trigger wants to be left alone, and what it was asked for. */
const notBefore = new Map<string, { asked: string; until: number }>();

/** The poll that was begun last, by trigger. */
const latest = new Map<string, IPollFunctions>();

/** On n8n's context, not in this module: after an update of the package n8n loads the module anew and keeps contexts. */
const MARK = Symbol.for('n8n-nodes-gcore-streaming-ai.poll');

interface Marked {
	[MARK]?: { polling: boolean };
}

/** What one trigger remembers in one poll. */
export class Memory {
	/** Whether this is the first poll of its context: n8n makes one for each activation (durable scheduler: each poll). */
	readonly isFirst: boolean;

	private readonly place: string;

	/** The data that the poll began with, as text. */
	private after?: string;

	constructor(private readonly context: IPollFunctions) {
		const { id, name } = context.getNode();
		// IDs alone may be there twice, in workflows that were imported or generated.
		this.place = JSON.stringify([context.getWorkflow().id, id, name]);
		this.isFirst = (context as Marked)[MARK] === undefined;
	}

	/** Runs a poll unless one of this context is under way: one that takes longer than the interval is not joined. */
	async alone<T>(poll: () => Promise<T>): Promise<T | undefined> {
		const marked = this.context as Marked;
		if (marked[MARK]?.polling) return undefined;
		latest.set(this.place, this.context);
		marked[MARK] = { polling: true };
		try {
			return await poll();
		} finally {
			marked[MARK] = { polling: false };
			if (latest.get(this.place) === this.context) latest.delete(this.place);
		}
	}

	/** Whether another context has begun to poll meanwhile; that poll finds the same ends. */
	isSuperseded(): boolean {
		return latest.get(this.place) !== this.context;
	}

	/** What ended while the workflow was off is not told, however often it takes to switch it on. */
	forget(data: IDataObject) {
		this.after = textOf(data);
		remembered.set(this.place, { after: this.after });
		readings.delete(this.place);
		delete data.state;
	}

	/**
	 * What earlier polls have read, for this one to go on with; another at the same time does not have it.
	 * @param of the state and the settings that it must hold for
	 */
	takeReading(of: string, now: number): Reading {
		const kept = readings.get(this.place);
		readings.delete(this.place);
		if (kept && kept.of === of && now - kept.at < RESUMED_WITHIN_MS) return kept.reading;
		return newReading(now);
	}

	/** Keeps what was read for the next poll. */
	keepReading(of: string, reading: Reading, now: number) {
		if (!this.isSuperseded()) readings.set(this.place, { of, reading, at: now });
	}

	/** The state to go on from; undefined to start afresh. @param scope address and filters that it must hold for */
	before(data: IDataObject, scope: string): TriggerState | undefined {
		this.after ??= textOf(data);
		const entry = remembered.get(this.place);
		return parseState(entry?.after === this.after ? entry.state : data.state, scope);
	}

	/** Takes the state of a poll down. */
	keep(data: IDataObject, state: TriggerState, hasNews: boolean) {
		if (!hasNews) remembered.set(this.place, { after: this.after ?? '', state });
		data.state = state as unknown as IDataObject;
	}

	/**
	 * Keeps a trigger from asking before a time that the server has named.
	 * @param asked what was asked for, and by whose key
	 * @param until ms since 1970
	 */
	waitUntil(asked: string, until: number | undefined) {
		if (until !== undefined) notBefore.set(this.place, { asked, until });
	}

	/** Whether the server has asked to be left alone until later. */
	mustWait(asked: string, now: number): boolean {
		const told = notBefore.get(this.place);
		return told !== undefined && told.asked === asked && now < told.until;
	}

	/** Whether a failure is another than the last one. */
	isNewFailure(message: string): boolean {
		const isNew = toldFailures.get(this.place) !== message;
		toldFailures.set(this.place, message);
		return isNew;
	}

	noFailure() {
		toldFailures.delete(this.place);
	}
}

const textOf = ({ state }: IDataObject) => JSON.stringify(state) ?? '';
