import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import { isBinary } from '../../fields/values';
import { badParameter, GcoreFailure } from '../../gcore/failures';
import { isJsonObject } from '../../gcore/answers';
import { apiText, named, shown } from '../../gcore/shown';
import { noteOf } from '../../n8n/errors';
import type { Run } from '../run';

/** More than Gcore takes in any encoding: a video by mistake. */
const MOST_BYTES = 16 * 1024 * 1024;

export const binaryField: INodeProperties = {
	displayName: 'Input Binary Field',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	required: true,
	description: 'Name of the binary field that has the WebVTT or SRT file, up to 5 MB',
};

const FIELD = binaryField.displayName;

/** Where items have their files in a workflow whose binary mode is `combined` (n8n-workflow, BINARY_IN_JSON_PROPERTY). */
const FILES_IN_JSON = '_files';

/** The file at a path of an item's JSON, in that mode. In the other one, and in older n8n, there is none. */
function fileAt({ context }: Run, item: number, path: string): IBinaryData | undefined {
	try {
		const file: unknown = context.helpers.assertBinaryData(item, path);
		return isBinary(file) ? file : undefined;
	} catch {
		return undefined;
	}
}

/** The file that a field names, or that its expression gives. @throws GcoreFailure when there is none */
function fileOf(run: Run, item: number): IBinaryData {
	const given = run.parameters.of(item).binary(binaryField);
	if (typeof given !== 'string') return given;
	const name = given.trim();
	const { binary = {}, json } = run.context.getInputData()[item];
	const inJson = json[FILES_IN_JSON];
	const file = Object.hasOwn(binary, name)
		? binary[name]
		: (fileAt(run, item, name) ?? fileAt(run, item, `${FILES_IN_JSON}.${name}`));
	if (file) return file;
	const names = [...Object.keys(binary), ...(isJsonObject(inJson) ? Object.keys(inJson) : [])];
	const others = names.map((one) => shown`'${named(one)}'`);
	throw badParameter(
		FIELD,
		shown`names '${named(name)}', and the item has no such file`,
		others.length > 0 ? shown`It has ${others.join(', ')}.` : shown`It has no files at all.`,
	);
}

/** How n8n's stores of files say that they have none by an ID: n8n's own, Node's, that of S3. */
const GONE = /not found|no such|ENOENT|NoSuchKey/i;

/** n8n deletes the files of executions that it prunes; items that are pinned, or come from elsewhere, still name them. */
function unreadable(reason: unknown) {
	const why = apiText(noteOf(reason).message) ?? '';
	return GONE.test(why)
		? badParameter(
				FIELD,
				'names a file that n8n no longer has',
				'n8n deletes files together with the execution that has made them. Run the node that makes the file once more.',
			)
		: badParameter(
				FIELD,
				'names a file that n8n could not read',
				shown`n8n says: "${why}". Check where n8n keeps binary data.`,
			);
}

async function bytesOf({ context: { helpers } }: Run, { id, data }: IBinaryData): Promise<Buffer> {
	const inMemory = Buffer.from(id ? '' : data, 'base64');
	const size = id ? (await helpers.getBinaryMetadata(id)).fileSize : inMemory.length;
	if (size > MOST_BYTES) {
		throw badParameter(FIELD, 'holds a file that is too large for subtitles', 'Gcore takes 5 MB.');
	}
	return id ? await helpers.binaryToBuffer(await helpers.getBinaryStream(id)) : inMemory;
}

/** The text in a file of the item. @throws GcoreFailure when there is no such file, or it is no text */
export async function textOfFile(run: Run, item: number): Promise<string> {
	const file = fileOf(run, item);
	const bytes = await bytesOf(run, file).catch((reason) => {
		throw reason instanceof GcoreFailure ? reason : unreadable(reason);
	});
	return textIn(bytes);
}

/** Programs on Windows write UTF-16 with a mark in front. */
const UTF_16_LE = Buffer.from([0xff, 0xfe]);
const UTF_16_BE = Buffer.from([0xfe, 0xff]);

/** @throws GcoreFailure when it is in another encoding, which nobody can know: letters would be others */
function textIn(bytes: Buffer): string {
	const mark = bytes.subarray(0, 2);
	if (mark.equals(UTF_16_LE)) return bytes.toString('utf16le');
	if (mark.equals(UTF_16_BE)) {
		return Buffer.from(bytes.subarray(0, bytes.length & ~1))
			.swap16()
			.toString('utf16le');
	}
	const text = bytes.toString('utf8');
	if (Buffer.from(text, 'utf8').equals(bytes)) return text;
	const line = text.slice(0, text.indexOf('\ufffd')).split('\n').length;
	throw badParameter(
		FIELD,
		shown`holds a file that is not in UTF-8, which shows in line ${line}`,
		'Save the file as UTF-8.',
	);
}
