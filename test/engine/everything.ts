/* eslint-disable @n8n/community-nodes/no-restricted-globals */

/** Every text that can be reached from a value: names and values of all properties, hidden ones and causes too. */
export function textsIn(root: unknown): string[] {
	const texts: string[] = [];
	const seen = new Set<unknown>();
	const open = [root];
	while (open.length > 0) {
		const value = open.pop();
		if (typeof value === 'string') texts.push(value);
		if ((typeof value !== 'object' && typeof value !== 'function') || value === null) continue;
		if (seen.has(value)) continue;
		seen.add(value);
		if (Buffer.isBuffer(value)) texts.push(value.toString('utf8'));
		if (value instanceof Map || value instanceof Set) open.push(...value.values());
		if (value instanceof Map) open.push(...value.keys());
		for (const name of Reflect.ownKeys(value)) {
			texts.push(String(name));
			// Getters may do anything; what they hide is held by other properties.
			const property = Object.getOwnPropertyDescriptor(value, name);
			if (property && 'value' in property) open.push(property.value);
		}
	}
	return texts;
}

/** Collects what is written to the terminal until it is asked for. */
export function terminal(): () => string {
	const written: string[] = [];
	// Within jest the console has streams of its own, which n8n's logger writes to.
	const { _stdout, _stderr } = console as unknown as Record<string, NodeJS.WriteStream>;
	const streams = new Set([process.stdout, process.stderr, _stdout, _stderr]);
	const spies = [...streams].map((stream) =>
		jest.spyOn(stream, 'write').mockImplementation((chunk) => {
			written.push(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8'));
			return true;
		}),
	);
	const methods = (['log', 'info', 'warn', 'error', 'debug', 'trace'] as const).map((method) =>
		jest.spyOn(console, method).mockImplementation((...args: unknown[]) => {
			written.push(textsIn(args).join(' '));
		}),
	);
	return () => {
		for (const spy of [...spies, ...methods]) spy.mockRestore();
		return written.join('\n');
	};
}
