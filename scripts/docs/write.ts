/* eslint-disable @n8n/community-nodes/no-restricted-imports */
import { readFileSync, writeFileSync } from 'node:fs';

import { withTables } from './tables';

writeFileSync('README.md', withTables(readFileSync('README.md', 'utf8')));
