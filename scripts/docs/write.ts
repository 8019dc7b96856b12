/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync, writeFileSync } from 'node:fs';

import { items } from './items';
import { generated } from './tables';

const write = async () => {
	writeFileSync('README.md', generated(readFileSync('README.md', 'utf8'), await items()));
};

void write();
