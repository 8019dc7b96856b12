import { strayCharacter } from './text';

/** Gcore's are UUIDs of 36; a list from elsewhere may hold anything. */
const LONGEST_ID = 256;

/** Would lead a request to another address than that of one task, even when encoded. */
const CHANGES_URL = /[/\\?#]|\.\.|^\.$/;

/**
 * What keeps a task's ID from being used, wherever it comes from: from a person, or from an answer that claims to be
 * Gcore's.
 * @returns words that go on after "'Task' "; undefined when nothing does
 */
export function idFlaw(id: string): string | undefined {
	if (!id) return 'is empty';
	if (id.length > LONGEST_ID) return `is longer than ${LONGEST_ID} characters`;
	// n8n would evaluate it when it is saved in a workflow.
	if (id.startsWith('=')) return 'begins with =, as an expression does';
	const stray = strayCharacter(id);
	if (stray) return `holds ${stray}`;
	return CHANGES_URL.test(id) ? 'holds characters that no task ID has' : undefined;
}
