import { answers, answersTable, uncovered } from '../../scripts/docs/answers';
import { readDescription } from '../../scripts/judge/description';
import { CANCEL_OUTCOMES } from '../../nodes/GcoreStreamingAi/outcomes';

const TASKS = '/streaming/ai/tasks';

/** The description, with one more documented answer. */
function withAnswer(status: string) {
	const description = readDescription();
	description.paths[TASKS].post.responses[status] = {};
	return description;
}

it('every documented and every known answer is an outcome, or is told with what to do', async () => {
	expect(await uncovered(readDescription())).toEqual([]);
});

it.each(['451', '413'])('a documented %s that nobody has looked at is found', async (status) => {
	expect(await uncovered(withAnswer(status))).toEqual([
		expect.objectContaining({ call: `POST ${TASKS}`, status: Number(status) }),
	]);
});

it('so is one that has no number', async () => {
	expect(await uncovered(withAnswer('default'))).toHaveLength(1);
});

it('a call that is not described is named', async () => {
	const description = readDescription();
	delete description.paths[TASKS].post;
	await expect(answers(description)).rejects.toThrow(`createTask sends POST ${TASKS}`);
});

it('the table has the outputs of Cancel, each message once for all calls, and nothing that is not covered', async () => {
	const table = await answersTable();
	const cancel = [...table.matchAll(/tasks\/\{task_id\}\/cancel` \| (\d+) \| (.+) \|/g)];
	expect(cancel.map(([, status, makes]) => `${status} ${makes}`)).toEqual(
		CANCEL_OUTCOMES.slice(1).map(({ statusCode, label }) => `${statusCode} Output ${label}`),
	);
	expect(table.match(/\| Every call \| 401 \|/g)).toHaveLength(1);
	expect(table).not.toMatch(/not covered|undefined/);
});
