import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';
import type { Locator } from '@playwright/test';
import { OPERATIONS } from '../operations';
import { gcoreNode, NODE_TYPE, TRIGGER_TYPE } from '../real/workflows';
import { Editor } from './editor';
import { expect, test } from './fixtures';
import { expectedLines, filledIn, nested, shownFields } from './shown';

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
const linesOf = async (editor: Editor): Promise<string[]> =>
	(await editor.parameters.innerText())
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

/** What has been read before is not read again. */
const seen = new Set<string>();
const isNew = (text: string): boolean => seen.size < seen.add(text).size;

/** Each description is what the question mark beside its field tells. */
async function readTooltips(editor: Editor, fields: INodeProperties[]) {
	for (const field of fields) {
		const { displayName, description, type } = field;
		if (!description || type === 'collection' || type === 'fixedCollection') continue;
		if (!isNew(displayName + description)) continue;
		const label = editor.parameters.locator('label').filter({ hasText: displayName }).first();
		await label.scrollIntoViewIfNeeded();
		await label.hover();
		await label.locator('svg').first().hover();
		const tooltip = editor.page.getByTestId('tooltip-content').filter({ hasText: description });
		await tooltip.first().waitFor({ state: 'attached' });
		await editor.page.mouse.move(0, 0);
	}
}

/** What the list of a field shows is what the description has, uncut. */
async function readList(editor: Editor, { name, options }: INodeProperties) {
	await editor.field(name).click();
	const entries = editor.page.getByRole('option').filter({ visible: true });
	await entries.first().waitFor();
	const expected = (options as INodePropertyOptions[]).map((option) =>
		[option.name, option.description].filter(Boolean).join('\n'),
	);
	await expect.poll(async () => await entries.allInnerTexts()).toEqual(expected);
	await expect.poll(async () => await cutTexts(editor.page.locator('body'))).toEqual([]);
	await editor.page.keyboard.press('Escape');
	await entries.first().waitFor({ state: 'hidden' });
}

/** The node with each of these settings, and the trigger. */
const NODES = [...Object.entries(VARIANTS), ['Trigger', undefined] as const].map(
	([name, chosen]) => ({ name, chosen: chosen ?? {}, type: chosen ? NODE_TYPE : TRIGGER_TYPE }),
);

let editor: Editor;
let fieldsOf: Record<string, INodeProperties[]>;

/** All nodes stand in one workflow, which stays open. */
test.beforeAll(async ({ session, n8n, credential }) => {
	const types = await n8n.api.nodeTypes(NODE_TYPE);
	const shown = NODES.map(({ name, chosen, type }) => {
		const { properties } = types.find((one) => one.name === type)!;
		return [name, shownFields(properties as unknown as INodeProperties[], chosen)] as const;
	});
	fieldsOf = Object.fromEntries(shown);
	const account = await credential();
	const nodes = NODES.map(({ name, chosen, type }, n) => {
		const parameters = { ...filledIn(fieldsOf[name]), ...chosen };
		return gcoreNode(name, [(n % 6) * 300, Math.floor(n / 6) * 260], account, parameters, type);
	});
	editor = new Editor(await session.newPage(), n8n.api);
	await editor.openWorkflow({ name: 'Every field', nodes, connections: {} });
});

test.afterAll(async () => await editor.page.close());

for (const { name, chosen } of NODES) {
	test(`every field of ${name} is shown as described`, async () => {
		const fields = fieldsOf[name];
		await editor.openNode(name);
		const lines = async () => await linesOf(editor);
		const expected = ['Credential', ...expectedLines(fields, { ...filledIn(fields), ...chosen })];
		await expect.poll(lines).toEqual(expected);
		expect((await lines()).filter((line) => BROKEN.test(line))).toEqual([]);
		await expect.poll(async () => await cutTexts(editor.parameters)).toEqual([]);
		await readTooltips(editor, nested(fields));
		for (const field of fields.filter(({ type }) => type === 'options')) {
			if (isNew(field.name + JSON.stringify(field.options))) await readList(editor, field);
		}
		await editor.closeNode();
	});
}
