import type { GcoreRequest } from '../../nodes/GcoreStreamingAi/gcore/answers';
import { Circuit } from '../../nodes/GcoreStreamingAi/gcore/circuit';
import type { FailureNote } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { shown } from '../../nodes/GcoreStreamingAi/gcore/shown';

const note = (facts: Partial<FailureNote> = {}): FailureNote => ({
	message: shown`What`,
	description: shown`Do this.`,
	...facts,
});

const CALL: GcoreRequest = { method: 'GET', path: '/' };
const PROBE: GcoreRequest = { ...CALL, retries: 0 };

function newCircuit() {
	let now = 0;
	const circuit = new Circuit(() => now);
	/** Why it is open: for a call, and for a probe. */
	const open = () => [circuit.whyOpen(CALL), circuit.whyOpen(PROBE)];
	/** So many requests that the server does not take, at a time. */
	const fail = (count: number, at: number, request = CALL) => {
		now = at;
		for (let n = 0; n < count; n++) circuit.record({ ...request }, false);
		circuit.trip(request, note());
	};
	return { circuit, open, fail };
}

const CLOSED = [undefined, undefined];

afterEach(() => void jest.restoreAllMocks());

it('stays open for good when nothing that follows can go better', () => {
	const { circuit, open } = newCircuit();
	const refused = note({ affectsAllItems: true });
	circuit.trip(PROBE, refused);
	circuit.record(CALL, true);
	circuit.trip(CALL, note({ notBefore: Date.now() + 60_000 }));
	expect(open()).toEqual([refused, refused]);
});

it('is open for probes too until the server wants to be asked again', () => {
	const { circuit, open } = newCircuit();
	const later = note({ notBefore: Date.now() + 60_000 });
	expect(circuit.notBefore).toBeUndefined();
	circuit.trip(PROBE, later);
	expect(open()).toEqual([later, later]);
	expect(circuit.notBefore).toBe(later.notBefore);
	// What is given up for another reason takes nothing back.
	circuit.trip(PROBE, note());
	expect(open()).toEqual([later, later]);
	jest.spyOn(Date, 'now').mockReturnValue(later.notBefore!);
	expect(open()).toEqual(CLOSED);
});

it.each<[string, number, number, GcoreRequest, boolean]>([
	['ten calls for two minutes', 10, 120_000, CALL, true],
	['nine calls', 9, 120_000, CALL, false],
	['ten calls for less', 10, 119_999, CALL, false],
	['ten probes', 10, 120_000, PROBE, false],
])('a server that does not take %s is down', (_name, count, at, request, isDown) => {
	const { circuit, open, fail } = newCircuit();
	fail(count, at, request);
	expect([circuit.isDown(CALL), circuit.isDown(PROBE)]).toEqual([isDown, false]);
	expect(open()).toEqual([isDown ? note() : undefined, undefined]);
});

it('a probe that fails opens nothing, and one that is taken closes it', () => {
	const { circuit, open, fail } = newCircuit();
	fail(10, 120_000);
	circuit.record(PROBE, true);
	expect(open()).toEqual(CLOSED);
	expect(circuit.taken).toBe(1);
	// Counted anew from then on.
	fail(10, 239_999);
	expect(open()).toEqual(CLOSED);
	fail(0, 240_000, PROBE);
	expect(open()).toEqual(CLOSED);
	fail(0, 240_000);
	expect(open()).toEqual([note(), undefined]);
});

it('one call that is not taken again and again is not ten', () => {
	const { circuit, fail } = newCircuit();
	fail(9, 120_000);
	const request = { ...CALL };
	for (let n = 0; n < 2; n++) circuit.record(request, false);
	expect(circuit.isDown(CALL)).toBe(true);
	const { circuit: other, fail: failOther } = newCircuit();
	failOther(0, 120_000);
	for (let n = 0; n < 20; n++) other.record(request, false);
	expect(other.isDown(CALL)).toBe(false);
});
