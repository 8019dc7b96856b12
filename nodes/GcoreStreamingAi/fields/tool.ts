import type { INodeProperties } from 'n8n-workflow';

/** By this comment the editor knows that a field is left to the model, and shows it so (n8n-workflow's constants). */
const LEFT_TO_MODEL = '/*n8n-auto-generated-fromAI-override*/';

/** What n8n makes a parameter of the tool from, by its name in the model's call. */
interface ModelParameter {
	name: string;
	/** For the model. No quotes of the kind ` in it. */
	description: string;
	/** An expression for what is taken where the model gives nothing. */
	otherwise?: string;
}

/** An expression that takes what the model gives. It need not, where there is something to be taken otherwise. */
export const fromModel = ({ name, description, otherwise }: ModelParameter): string =>
	`={{ ${LEFT_TO_MODEL} $fromAI('${name}', \`${description}\`, 'string'${otherwise ? `, '') || ${otherwise}` : ')'} }}`;

/** For fields that do nothing on an agent's tool. n8n hides by it since it has tools of this kind. */
export const NOT_ON_TOOLS: INodeProperties['displayOptions'] = { hide: { '@tool': [true] } };

/**
 * A field twice: as it is, and as it is on an agent's tool, where its default leaves it to the model.
 * @param preset the default on a tool
 */
export const leftToModel = (
	field: INodeProperties,
	preset: INodeProperties['default'],
): INodeProperties[] => [
	{ ...field, displayOptions: { ...field.displayOptions, ...NOT_ON_TOOLS } },
	{
		...field,
		default: preset,
		displayOptions: {
			...field.displayOptions,
			show: { ...field.displayOptions?.show, '@tool': [true] },
		},
	},
];

/** What the model is told about the tool. n8n makes a shorter one from the operation's name where a node has none. */
export const toolDescriptionField = (text: string): INodeProperties => ({
	displayName: 'Tool Description',
	name: 'toolDescription',
	type: 'string',
	required: true,
	noDataExpression: true,
	typeOptions: { rows: 6 },
	default: text,
	description: 'What the model is told about this tool, and decides by when to use it',
	displayOptions: { show: { '@tool': [true] } },
});
