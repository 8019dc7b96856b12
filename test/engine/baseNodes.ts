import {
	NodeConnectionTypes,
	NodeOperationError,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

/**
 * The few nodes of n8n-nodes-base that tests and examples stand on. The real package is a part of a whole n8n
 * (2.8 GB) and is what the end-to-end suites use; here each does just what a workflow of ours asks of it.
 */
type Execute = (this: IExecuteFunctions) => Promise<INodeExecutionData[][]>;

function node(
	name: string,
	execute: Execute,
	extra: Partial<INodeTypeDescription> = {},
): INodeType {
	return {
		description: {
			displayName: name,
			name,
			group: ['transform'],
			version: [1, 1.1, 2, 2.2, 3, 3.4],
			description: '',
			defaults: { name },
			inputs: [NodeConnectionTypes.Main],
			outputs: [NodeConnectionTypes.Main],
			properties: [],
			...extra,
		},
		execute,
	};
}

const property = (name: string, fallback: INodeProperties['default'] = ''): INodeProperties => ({
	displayName: name,
	name,
	type: typeof fallback === 'object' ? 'json' : 'string',
	default: fallback,
});

const passOn: Execute = async function () {
	return [this.getInputData().map((item, index) => ({ ...item, pairedItem: { item: index } }))];
};

/** Edit Fields: JSON mode, and the fields mode with `assignments`. */
const set: Execute = async function () {
	return [
		this.getInputData().map((item, index) => {
			const keep = this.getNodeParameter('includeOtherFields', index, false) ? item.json : {};
			if (this.getNodeParameter('mode', index, 'manual') === 'raw') {
				const raw = this.getNodeParameter('jsonOutput', index) as string | IDataObject;
				const json = typeof raw === 'string' ? (JSON.parse(raw) as IDataObject) : raw;
				return { json: { ...keep, ...json }, pairedItem: { item: index } };
			}
			const assignments = this.getNodeParameter('assignments.assignments', index, []) as Array<{
				name: string;
				value: IDataObject[string];
			}>;
			const fields = Object.fromEntries(assignments.map(({ name, value }) => [name, value]));
			return { json: { ...keep, ...fields }, pairedItem: { item: index } };
		}),
	];
};

/** Split Out of one field. */
const splitOut: Execute = async function () {
	return [
		this.getInputData().flatMap((item, index) => {
			const field = this.getNodeParameter('fieldToSplitOut', index) as string;
			return (item.json[field] as IDataObject[]).map((value) => ({
				json: typeof value === 'object' ? value : { [field]: value },
				pairedItem: { item: index },
			}));
		}),
	];
};

/** If, with a single boolean or equality in `conditions`. */
const ifNode: Execute = async function () {
	const outputs: INodeExecutionData[][] = [[], []];
	this.getInputData().forEach((item, index) => {
		const { conditions } = this.getNodeParameter('conditions', index) as {
			conditions: Array<{
				leftValue: unknown;
				rightValue: unknown;
				operator: { operation: string };
			}>;
		};
		const [{ leftValue, rightValue, operator }] = conditions;
		const holds = operator.operation === 'true' ? leftValue === true : leftValue === rightValue;
		outputs[holds ? 0 : 1].push({ ...item, pairedItem: { item: index } });
	});
	return outputs;
};

const stopAndError: Execute = async function () {
	throw new NodeOperationError(this.getNode(), this.getNodeParameter('errorMessage', 0) as string);
};

export const BASE_NODES: Record<string, INodeType> = {
	'n8n-nodes-base.manualTrigger': node('manualTrigger', passOn, { group: ['trigger'], inputs: [] }),
	'n8n-nodes-base.noOp': node('noOp', passOn),
	'n8n-nodes-base.stickyNote': node('stickyNote', passOn, { inputs: [], outputs: [] }),
	'n8n-nodes-base.readWriteFile': node('readWriteFile', passOn),
	// Without the pause, which n8n's own engine takes in its database.
	'n8n-nodes-base.wait': node('wait', passOn),
	'n8n-nodes-base.set': node('set', set, {
		properties: [
			property('mode', 'manual'),
			property('jsonOutput', '{}'),
			property('assignments', {}),
			property('includeOtherFields'),
		],
	}),
	'n8n-nodes-base.splitOut': node('splitOut', splitOut, {
		properties: [property('fieldToSplitOut')],
	}),
	'n8n-nodes-base.if': node('if', ifNode, {
		properties: [property('conditions', {})],
		outputs: [NodeConnectionTypes.Main, NodeConnectionTypes.Main],
	}),
	'n8n-nodes-base.stopAndError': node('stopAndError', stopAndError, {
		properties: [property('errorMessage')],
		outputs: [],
	}),
};
