import type { IDataObject } from 'n8n-workflow';

import { isJsonObject } from './answers';
import { strayCharacter, unquoted } from './text';

/** A task as Gcore tells it; older answers lack fields, so nothing but the ID is taken for granted. */
export type Task = IDataObject & { task_id: string };

/** Whether a row of an answer is a task that can be asked for. */
export const isTask = (row: unknown): row is Task =>
	isJsonObject(row) && typeof row.task_id === 'string' && idFlaw(row.task_id) === undefined;

const UUID = /^[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}$/i;

/** A UUID in one form: letters in either case and hyphens change nothing (RFC 9562, 4). */
const sameForm = (id: string) => (UUID.test(id) ? id.replaceAll('-', '').toLowerCase() : id);

/**
 * Whether an answer is about the task that was asked for.
 * @param told the answer's `task_id`. Where it has none, nothing says that it is about another
 */
export const isAbout = (taskId: string, told: unknown): boolean =>
	told === undefined ||
	told === null ||
	(typeof told === 'string' && sameForm(told) === sameForm(taskId));

/** Statuses of a task that is still to end. STARTED and PENDING may take turns. */
export const UNFINISHED_STATUSES = ['RECEIVED', 'PENDING', 'STARTED', 'RETRY'] as const;

/** How a task can end. */
export type TaskEnd = 'succeeded' | 'failed' | 'cancelled';

const ENDS: Readonly<Record<string, TaskEnd>> = {
	SUCCESS: 'succeeded',
	FAILURE: 'failed',
	REVOKED: 'cancelled',
};

export const FINISHED_STATUSES = Object.keys(ENDS);

/** How a task with this status has ended; undefined while it has not. A status not known is "not finished". */
export const endOf = (status: unknown): TaskEnd | undefined =>
	typeof status === 'string' && Object.hasOwn(ENDS, status) ? ENDS[status] : undefined;

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
	// It would let a model fill in what it holds, wherever it stands in a saved tool.
	if (/\$fromai/i.test(id)) return 'holds $fromAI, by which n8n lets a model fill in a field';
	const stray = strayCharacter(id);
	if (stray) return `holds ${stray}`;
	// Wherever a user's ID is read they are left out: it would be another one, or none.
	if (unquoted(id) !== id) return 'has blanks or quotes around it';
	return CHANGES_URL.test(id) ? 'holds characters that no task ID has' : undefined;
}
