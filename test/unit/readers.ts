import type { INodeProperties } from 'n8n-workflow';

import { Reader } from '../../nodes/GcoreStreamingAi/fields/reader';
import { GcoreFailure } from '../../nodes/GcoreStreamingAi/gcore/failures';

/** For `raw`, where the value is an expression's. */
export const EXPRESSION = '={{ $json.value }}';

/** A reader of a field that holds a value. @param raw what is saved; by default the value itself */
export const readerOf = (value: unknown, raw: unknown = value, zone = 'Asia/Tokyo') =>
	new Reader(
		() => ({ value, raw }),
		() => zone,
	);

/** What is read, or the message of the refusal. */
export function readOf(read: (reader: Reader) => unknown, reader: Reader): unknown {
	try {
		return read(reader);
	} catch (reason) {
		expect(reason).toBeInstanceOf(GcoreFailure);
		const { message, description, ofSetting } = (reason as GcoreFailure).note;
		expect(description).toMatch(/^[A-Z].*\.$/);
		expect(ofSetting).toBe(true);
		return message;
	}
}

/** A field of any type. */
export const field = (more: Partial<INodeProperties> = {}): INodeProperties => ({
	displayName: 'Field',
	name: 'field',
	type: 'string',
	default: '',
	...more,
});
