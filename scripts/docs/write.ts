/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { format, resolveConfig } from 'prettier';

import { itemsByOperation } from '../../test/gate/items';
import { schemas } from './schemas';
import { DOCUMENTS, parts } from './parts';
import { generated, type Texts } from './generated';

const SCHEMAS = 'nodes/GcoreStreamingAi/__schema__';

/** Anew, so that none is left of an operation that is gone. */
async function writeSchemas() {
	const all = Object.entries(schemas(await itemsByOperation()));
	rmSync(SCHEMAS, { recursive: true, force: true });
	for (const [name, schema] of all) {
		const file = join(SCHEMAS, name);
		mkdirSync(dirname(file), { recursive: true });
		const options = { ...(await resolveConfig(file)), parser: 'json' };
		writeFileSync(file, await format(JSON.stringify(schema, null, 2), options));
	}
}

const write = async () => {
	const texts = DOCUMENTS.map((file) => [file, readFileSync(file, 'utf8')]);
	const made = generated(Object.fromEntries(texts) as Texts, await parts());
	for (const [file, text] of Object.entries(made)) writeFileSync(file, text);
	await writeSchemas();
};

void write();
