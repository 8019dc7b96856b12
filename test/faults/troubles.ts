import type { GcoreCredential } from '../engine';
import type { Fault } from '../standin/server';
import { ADDRESS, ENDING, LASTING, LOST, PUT_OFF, type Told } from './faults';

/** Something that goes wrong with an item's call, and how that is told: what happened, and what to do. */
export interface Trouble {
	name: string;
	fault: Fault;
	/** The item's own credential, where that is what is wrong. */
	credential?: (good: GcoreCredential) => GcoreCredential;
	message: RegExp;
	remedy: RegExp;
	/** Nothing that follows can go better. */
	endsAll?: boolean;
	/** No call to Gcore is at fault. */
	ofSetting?: boolean;
	/** It may pass by itself. */
	passes?: boolean;
	/** The call may have been carried out all the same. */
	acted?: boolean;
}

const asTrouble =
	(more: Partial<Trouble> = {}) =>
	([name, fault, message, remedy]: Told): Trouble => ({ name, fault, message, remedy, ...more });

/** Here the item's own credential leads elsewhere, and no request comes to the stand-in. */
const ELSEWHERE: Trouble[] = [
	{
		name: 'a host whose name is unknown',
		fault: {},
		credential: (good) => ({ ...good, baseUrl: 'https://gcore.invalid' }),
		message: /could not be (looked up|reached)/,
		remedy: ADDRESS,
		passes: true,
	},
	{
		name: 'a host where nothing listens',
		fault: {},
		credential: (good) => ({ ...good, baseUrl: 'http://127.0.0.1:1' }),
		message: /^The connection to Gcore was refused$/,
		remedy: ADDRESS,
		passes: true,
	},
	{
		name: 'a host that speaks no TLS',
		fault: {},
		credential: (good) => ({ ...good, baseUrl: good.baseUrl.replace('http:', 'https:') }),
		message: /^No secure connection to Gcore could be made$/,
		remedy: ADDRESS,
	},
	{
		name: 'a key of another kind',
		fault: {},
		credential: (good) => ({ ...good, apiKey: 'Bearer abc' }),
		message: /^The credential cannot be used: /,
		remedy: /^Open the Gcore API credential and correct it\.$/,
		ofSetting: true,
	},
];

/** One of each kind: each goes through every operation on n8n's engine. */
export const TROUBLES: readonly Trouble[] = [
	...ENDING.map(asTrouble({ endsAll: true })),
	...LASTING.map(asTrouble()),
	...PUT_OFF.map(asTrouble({ passes: true })),
	...LOST.map(asTrouble({ passes: true, acted: true })),
	...ELSEWHERE,
];
