/* eslint-disable @n8n/community-nodes/no-restricted-globals */

/**
 * How much a test tries: a part by default, which is enough to show most of what breaks, and all of it with FULL=1, as
 * `.ci/run` has it: `FULL=1 npx jest --findRelatedTests test/full.ts` runs the tests that ask here.
 */
export const inFull = (part: number, all: number): number => (process.env.FULL ? all : part);
