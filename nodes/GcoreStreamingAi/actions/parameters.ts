import type {
	IExecuteFunctions,
	INode,
	INodeParameterResourceLocator,
	NodeParameterValueType,
} from 'n8n-workflow';

import { Reader } from '../fields/reader';
import { hasExpression } from '../fields/values';
import { badParameter } from '../gcore/failures';
import { type Shown, shown } from '../gcore/shown';
import { runsAsTool } from '../n8n/engine';
import { adviceForTask } from '../task/foundId';
import { parseTaskId } from '../task/taskId';

/** For the model, and for whoever looks why it cannot do it. */
const ON_A_TOOL = shown`Give the task_id that starting or listing tasks has given. If the tool has no parameter for it, let the model define 'Task' by the button beside that field`;

const READS_OWN_FIELD = /^=\{\{\s*\$json\.([A-Za-z_]\w*)\s*\}\}$/;

/** The node's parameters with the values that they have for each item. */
export class ItemParameters {
	/** What has helped with items whose 'Task' cannot be used. */
	readonly taskAdvices = new Set<Shown>();

	private readonly node: INode;

	private readonly isTool: boolean;

	/** Of parameters that are the same for all items. */
	private readonly fixed = new Map<string, unknown>();

	constructor(private readonly context: IExecuteFunctions) {
		this.node = context.getNode();
		this.isTool = runsAsTool(context);
	}

	/** Reads the fields of an item by their kind. */
	of(item: number): Reader {
		return new Reader(
			({ name, default: preset }) => ({
				value: this.get(name, item, preset),
				raw: this.node.parameters[name],
			}),
			() => this.context.getTimezone(),
		);
	}

	/** What a resource locator holds for an item: a locator, or what an expression has made of it. */
	locator(name: 'taskId' | 'videoId', item: number): unknown {
		return this.get(name, item, '');
	}

	/** A parameter's value for an item. One that is the same for all items is read once: reading costs. */
	private get(name: string, item: number, fallback: unknown): unknown {
		if (this.fixed.has(name)) return this.fixed.get(name);
		const raw = this.node.parameters[name];
		const value: unknown = this.context.getNodeParameter(name, item, fallback as object);
		if (!hasExpression(raw)) this.fixed.set(name, value);
		return value;
	}

	/** The task ID that 'Task' means for an item. @throws GcoreFailure when it cannot be used */
	taskId(item: number): string {
		const { id, flaw } = parseTaskId(this.taskLocator(item));
		if (flaw === undefined) return id;
		const advice = this.taskAdvice(item) ?? "Check what 'Task' resolves to for this item";
		throw badParameter('Task', shown`cannot be used: ${flaw}`, shown`${advice}.`);
	}

	/** What helps where 'Task' cannot be used. A tool has no items that a person could look at. */
	taskAdvice(item: number): Shown | undefined {
		if (this.isTool) return ON_A_TOOL;
		const advice = adviceForTask(this.context.getInputData()[item].json);
		if (advice) this.taskAdvices.add(advice);
		return advice;
	}

	/**
	 * The raw locator of the 'Task' parameter. An expression that only reads a field of the item, as the default
	 * does, is read without n8n's expression engine: that would cost more than half as much as the request. Not
	 * so for an agent's tool, where $json is the agent's item while the input is what the model has filled in.
	 */
	taskLocator(item: number): NodeParameterValueType {
		const raw = this.node.parameters.taskId as INodeParameterResourceLocator | undefined;
		const field = READS_OWN_FIELD.exec(String(raw?.value ?? ''))?.[1];
		const { json } = this.context.getInputData()[item];
		// A name that every object has, such as toString, is n8n's to judge.
		if (field && !this.isTool && Object.hasOwn(json, field)) {
			return { ...raw, value: json[field] } as INodeParameterResourceLocator;
		}
		return this.locator('taskId', item) as NodeParameterValueType;
	}
}
