import type { IDataObject } from 'n8n-workflow';

/** What a person is told when a call ends in something that no outcome stands for. */
export interface FailureNote {
	/** What happened, in one sentence without a full stop. */
	message: string;
	/** What to do about it. */
	description: string;
	/** The HTTP status, where an answer came. */
	httpCode?: string;
	/** A setting of the node or its credential is at fault, and no call to Gcore. */
	ofSetting?: boolean;
	/** Nothing that follows can go better, for example because the key is refused: send nothing more. */
	affectsAllItems?: boolean;
	/** May pass by itself: whoever asks again later may get an answer. */
	passing?: boolean;
	/** Before this time, in ms since 1970, the server wants not to be asked again. */
	notBefore?: number;
	/** A task may have been started although its answer is not known. */
	mayHaveStarted?: boolean;
	/** Further facts for the failed item, for example its outcome. */
	details?: IDataObject;
}

/** Carries a `FailureNote` from where it is noticed to `actions/raise.ts`, which turns it into n8n's errors. */
export class GcoreFailure extends Error {
	constructor(readonly note: FailureNote) {
		super(note.message);
		this.name = 'GcoreFailure';
	}
}

/** Thrown out of waiting and sending once the run is halted or the user has stopped it; never shown to anyone. */
export class ExecutionStopped extends Error {}

/** A parameter that cannot be used: names it, says what is wrong with it and what to do. */
export const badParameter = (parameter: string, flaw: string, remedy: string) =>
	new GcoreFailure({ message: `'${parameter}' ${flaw}`, description: remedy, ofSetting: true });
