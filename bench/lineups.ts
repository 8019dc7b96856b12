import { CANCEL, FLOOR, HTTP, HTTP_BATCHED, LOOP, WAIT, type Way } from './ways';

/** All ways over the same items, at the same stand-in, in turn. */
export interface LineUp {
	name: string;
	label: string;
	items: number;
	ways: Way[];
	tls: boolean;
	latencyMs: number;
	/** Requests that the stand-in allows in a second. */
	rate?: number;
	/** How long after the start the first and the last task end that are waited for; the others between them. */
	taskMs?: readonly [number, number];
	/** Older tasks of others in the account's list. */
	others?: number;
	/** How often each way is measured. */
	repeats: number;
}

const cancels = (tls: boolean, items: number, latencyMs: number): LineUp => ({
	name: `${tls ? 'tls' : 'plain'}-${items}-${latencyMs}`,
	label: `${items.toLocaleString('en')} cancels${tls ? '' : ' without TLS'}, ${latencyMs} ms`,
	items,
	ways: [CANCEL, HTTP, FLOOR],
	tls,
	latencyMs,
	repeats: 5,
});

const waits = (items: number, label: string, more: Partial<LineUp> = {}): LineUp => ({
	name: `wait-${items}`,
	label,
	items,
	ways: [WAIT, LOOP],
	tls: true,
	latencyMs: 20,
	taskMs: [55_000, 65_000],
	// They take minutes, and differ little.
	repeats: 1,
	...more,
});

export const LIMITED = {
	...cancels(false, 1000, 20),
	name: 'limited',
	label: '1,000 cancels without TLS, 20 ms, a server that takes 50 a second',
	ways: [CANCEL, HTTP, HTTP_BATCHED],
	rate: 50,
	repeats: 3,
};

export const CANCELS = [true, false].flatMap((tls) =>
	[1000, 100].flatMap((items) => [20, 100].map((latencyMs) => cancels(tls, items, latencyMs))),
);

export const WAITS = [
	waits(3, '3 tasks of a minute'),
	waits(100, '100 tasks of a minute'),
	waits(1000, '1,000 tasks of a minute, before 2,000 of others in the list', { others: 2000 }),
	waits(100, '100 tasks of 20 to 90 s', { name: 'wait-late', taskMs: [20_000, 90_000] }),
];

export const LINE_UPS: LineUp[] = [...CANCELS, LIMITED, ...WAITS];
