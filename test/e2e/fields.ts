/* eslint-disable @n8n/community-nodes/no-restricted-imports -- a test, not part of the package */
import { strict as assert } from 'node:assert';
import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Locator } from 'playwright-core';
import type { WorkflowDefinition } from '../../scripts/real-n8n/types';
import { OPERATIONS } from '../operations';
import { NodeView } from './nodeView';
import type { Stage } from './stage';
import { expectedLines, filledIn, nested, shownFields } from './shown';
import { shows } from './until';
import { gcoreNode, NODE_TYPE, TRIGGER_TYPE } from './workflows';

/** Settings of the node that between them show every field it has. */
const VARIANTS = Object.fromEntries(
	Object.values(OPERATIONS).flatMap(({ parameters: { resource, operation }, fields }) =>
		Object.entries(fields).map(([name, chosen]) => [name, { resource, operation, ...chosen }]),
	),
);

/** What n8n itself writes between the fields. */
const NOT_OURS =
	/^(Fixed|Expression|fx|I wish this node would\.\.\.|No properties|Add .*|Poll Times|Mode|\{\{ .* \}\}|)$/;

/** The lines of the parameter view, top to bottom, without what n8n writes in between. */
const linesOf = async (view: NodeView): Promise<string[]> =>
	(await view.parameters.innerText())
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => !NOT_OURS.test(line));

/** Texts whose box is narrower than they are. */
const cutTexts = async (part: Locator): Promise<string[]> =>
	await part.locator('label, label span, [role="option"] div').evaluateAll((elements) =>
		elements
			.filter((element) => element.checkVisibility())
			.filter((element) => element.scrollWidth > element.clientWidth + 1)
			.filter((element) => getComputedStyle(element).overflowX === 'hidden')
			.map((element) => element.textContent ?? ''),
	);

/** Texts that come from a mistake: a key without a translation, a value that was not there. */
const BROKEN = /undefined|\[object|NaN|[a-z]+\.[a-z]+[A-Z]\w*\.[a-z]/;

/** Each description is what the question mark beside its field tells; those seen before are left out. */
async function readTooltips(view: NodeView, fields: INodeProperties[], seen: Set<string>) {
	for (const field of fields) {
		const { displayName, description, type } = field;
		if (!description || type === 'collection' || type === 'fixedCollection') continue;
		if (seen.has(displayName + description)) continue;
		seen.add(displayName + description);
		const label = view.parameters.locator('label').filter({ hasText: displayName }).first();
		await label.scrollIntoViewIfNeeded();
		await label.hover();
		await label.locator('svg').first().hover();
		const tooltip = view.page.getByTestId('tooltip-content').filter({ hasText: description });
		await tooltip.first().waitFor({ state: 'attached' });
		await view.page.mouse.move(0, 0);
	}
}

/** What the list of a field shows is what the description has, uncut. */
async function readList(view: NodeView, { name, options }: INodeProperties) {
	await view.field(name).click();
	const entries = view.page.getByRole('option').filter({ visible: true });
	await entries.first().waitFor();
	const expected = (options as INodePropertyOptions[]).map((option) =>
		[option.name, option.description].filter(Boolean).join('\n'),
	);
	await shows(async () => {
		assert.deepEqual(await entries.allInnerTexts(), expected);
		assert.deepEqual(await cutTexts(view.page.locator('body')), []);
	});
	await view.page.keyboard.press('Escape');
	await entries.first().waitFor({ state: 'hidden' });
}

/** Opens the node with every operation and reads every field, its description and its list. */
export async function checkFields({ editor, n8n, credential }: Stage): Promise<void> {
	const types = await n8n.api.nodeTypes(NODE_TYPE);
	const propertiesOf = (type: string) =>
		types.find(({ name }) => name === type)!.properties as unknown as INodeProperties[];
	const account = await credential();
	const cases = [
		...Object.entries(VARIANTS).map(([name, chosen]) => ({ name, chosen, type: NODE_TYPE })),
		{ name: 'Trigger', chosen: {}, type: TRIGGER_TYPE },
	].map(({ name, chosen, type }) => {
		const fields = shownFields(propertiesOf(type), chosen);
		return { name, type, fields, parameters: { ...filledIn(fields), ...chosen } };
	});
	const nodes: WorkflowDefinition['nodes'] = cases.map(({ name, type, parameters }, n) =>
		gcoreNode(name, [(n % 6) * 300, Math.floor(n / 6) * 260], account, parameters, type),
	);
	const { id } = await n8n.api.createWorkflow({ name: 'Every field', nodes, connections: {} });
	await editor.openWorkflow(id);
	const view = new NodeView(editor);
	const seen = new Set<string>();
	for (const { name, fields, parameters } of cases) {
		await editor.step(`every field of ${name} is shown as described`, async () => {
			await view.open(name);
			await shows(async () => {
				const lines = await linesOf(view);
				assert.deepEqual(lines, ['Credential', ...expectedLines(fields, parameters)]);
				const broken = lines.filter((line) => BROKEN.test(line));
				assert.deepEqual(broken, []);
				assert.deepEqual(await cutTexts(view.parameters), []);
			});
			await readTooltips(view, nested(fields), seen);
			for (const field of fields.filter(({ type }) => type === 'options')) {
				if (seen.has(field.name + JSON.stringify(field.options))) continue;
				seen.add(field.name + JSON.stringify(field.options));
				await readList(view, field);
			}
			await view.close();
		});
	}
}
