import { badParameter, GcoreFailure } from '../../nodes/GcoreStreamingAi/gcore/failures';
import { ownWords, type Shown, shown } from '../../nodes/GcoreStreamingAi/gcore/shown';
import { showHint } from '../../nodes/GcoreStreamingAi/n8n/engine';

/*
 * Deliberate misses: a foreign text on its way to the screen that was not made plain. `npm run lint:types` compiles this
 * file and runs none of it: each line must be refused, or the comment above it is.
 */

declare const foreign: string;
declare const pattern: `a${string}` | 'b';
declare const choice: 'a' | 'b';
declare const hints: Set<Shown>;
declare const context: Parameters<typeof showHint>[0];

/** What is taken: literals, one of several too, and what the tag has made. */
export const taken = () => [
	badParameter('Field', 'is empty', 'Fill it in.'),
	badParameter('Field', choice, shown`Not ${foreign}, nor ${7}.`),
	ownWords(choice === 'a' ? 'is empty' : shown`is ${foreign}`),
	new GcoreFailure({ message: shown`It is ${foreign}`, description: shown`Fill it in.` }),
	hints.add(shown`It is ${foreign}`),
];

export const refused = () => [
	// @ts-expect-error a text from anywhere
	badParameter('Field', foreign, 'Fill it in.'),
	// @ts-expect-error a template without the tag
	badParameter('Field', `is '${foreign}'`, 'Fill it in.'),
	// @ts-expect-error the same in what to do
	badParameter('Field', 'is empty', `Not '${foreign}'.`),
	// @ts-expect-error put together by hand
	ownWords('is ' + foreign),
	// @ts-expect-error a type that only looks like a literal
	ownWords(pattern),
	// @ts-expect-error one of the two
	ownWords(choice === 'a' ? 'is empty' : foreign),
	// @ts-expect-error a failure's message
	new GcoreFailure({ message: foreign, description: shown`Fill it in.` }),
	// @ts-expect-error a failure's description
	new GcoreFailure({ message: shown`It is empty`, description: `Not ${foreign}` }),
	// @ts-expect-error a hint
	hints.add(foreign),
	// @ts-expect-error a hint on its way to n8n
	showHint(context, `It is ${foreign}`),
];
