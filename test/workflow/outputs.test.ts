import { NodeHelpers, type INode, type INodeParameters, type OnError } from 'n8n-workflow';

import { loadPackage, PACKAGE, toWorkflow, workflowOf } from '../engine';
import { SETTINGS } from '../engine/outputSettings';

const LABELS: Record<string, string> = {
	badRequest: 'Bad Request',
	notFound: 'Not Found',
	// With a narrow space: n8n's canvas would cut it otherwise.
	alreadyDone: 'Already\u202fDone',
	notEnabled: 'Not Enabled',
	succeeded: 'Succeeded',
	failed: 'Failed',
	cancelled: 'Cancelled',
	timedOut: 'Timed Out',
};

/** What n8n takes for the node's outputs, from the description in `dist`. */
async function outputsOf(parameters: INodeParameters, onError?: OnError, asSaved = false) {
	const { description } = (await loadPackage()).nodes[`${PACKAGE}.gcoreStreamingAi`];
	const workflow = await toWorkflow(workflowOf({ items: [], parameters, onError }));
	const node = workflow.getNode('Gcore') as INode;
	// A workflow fills in the defaults; the editor asks before that too.
	if (asSaved) node.parameters = parameters;
	return NodeHelpers.getNodeOutputs(workflow, node, description);
}

const main = (displayName?: string) => ({ type: 'main', ...(displayName && { displayName }) });
const ERROR = { category: 'error', type: 'main', displayName: 'Error' };

describe.each(SETTINGS)("n8n's outputs with %s", (_name, parameters, values) => {
	const expected = values.length ? values.map((value) => main(LABELS[value])) : [main()];

	it('are named, in order', async () => {
		expect(await outputsOf(parameters, undefined, true)).toEqual(expected);
		for (const { displayName = '' } of expected) expect(displayName.length).toBeLessThan(13);
	});

	it.each<OnError>(['stopWorkflow', 'continueRegularOutput'])(
		'are the same with %s',
		async (on) => {
			expect(await outputsOf(parameters, on, true)).toEqual(expected);
		},
	);

	it('have the Error output behind them', async () => {
		const outputs = await outputsOf(parameters, 'continueErrorOutput', true);
		const named = expected.length === 1 ? [main('Success')] : expected;
		expect(outputs).toEqual([...named, ERROR]);
	});
});

it('a node that is dropped has an output for every answer of Cancel', async () => {
	expect(await outputsOf({})).toEqual(
		['cancelled', 'badRequest', 'notFound', 'alreadyDone', 'notEnabled'].map((value) =>
			main(LABELS[value]),
		),
	);
});

it('the expression in dist can be read in any sandbox', async () => {
	const { description } = (await loadPackage()).nodes[`${PACKAGE}.gcoreStreamingAi`];
	const source = /^=\{\{(.*)\}\}$/s.exec(String(description.outputs))?.[1] ?? '}}';
	expect(source).not.toContain('}}');
	expect(source).not.toContain('{{');
	expect(source).not.toMatch(/\?\.|\?\?|\.\.\.|=>|`|\b(require|exports|_1|__\w+)\b/);
});
