import type { IDataObject, IExecuteFunctions, INode } from 'n8n-workflow';

import { Reader } from '../fields/reader';
import { hasExpression } from '../fields/values';
import { isJsonObject } from '../gcore/answers';
import { badParameter } from '../gcore/failures';
import { type Shown, shown } from '../gcore/shown';
import { ERROR_ITEMS_MAY_HAVE_DETAILS, runsAsTool } from '../n8n/engine';
import { aboutFailed, type About } from '../task/failedItem';
import { adviceForTask } from '../task/foundId';
import { takenBy } from '../task/ownField';
import { parseTaskId } from '../task/taskId';
import { AgentItems } from './agentItems';

/** For the model, and for whoever looks why it cannot do it. */
const ON_A_TOOL = shown`Give the task_id that starting or listing tasks has given. If the tool has no parameter for it, let the model define 'Task' by the button beside that field`;

/** The fields that can name a task or a video, and the item's field that each means by its default. */
const OWN = { taskId: 'task_id', videoId: 'video_id' } as const;
const LABELS = { taskId: 'Task', videoId: 'Video' };

type Locator = keyof typeof OWN;

const textOf = (raw: unknown): string => {
	const value = isJsonObject(raw) ? raw.value : raw;
	return typeof value === 'string' ? value : '';
};

const aboutItem = (json: IDataObject) => aboutFailed(json, !ERROR_ITEMS_MAY_HAVE_DETAILS);

/** The node's parameters with the values that they have for each item. */
export class ItemParameters {
	/** What has helped with items whose 'Task' cannot be used. */
	readonly taskAdvices = new Set<Shown>();

	private readonly node: INode;

	/** Where the node is an agent's tool. */
	private readonly agent?: AgentItems;

	/** Of parameters that are the same for all items. */
	private readonly fixed = new Map<string, unknown>();

	constructor(private readonly context: IExecuteFunctions) {
		this.node = context.getNode();
		if (runsAsTool(context)) this.agent = new AgentItems(context);
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
		const { id, flaw } = parseTaskId(this.locator('taskId', item));
		if (flaw === undefined) return id;
		const advice = this.taskAdvice(item) ?? "Check what 'Task' resolves to for this item";
		throw badParameter('Task', shown`cannot be used: ${flaw}`, shown`${advice}.`);
	}

	/** What helps where 'Task' cannot be used. A tool has no items that a person could look at. */
	taskAdvice(item: number): Shown | undefined {
		const why = this.whyNotOwn('taskId', item);
		if (this.agent) return why ? shown`${why}. ${ON_A_TOOL}` : ON_A_TOOL;
		const advice = why ?? adviceForTask(this.context.getInputData()[item].json);
		if (advice) this.taskAdvices.add(advice);
		return advice;
	}

	/** Whether 'Video' has an expression. On a tool, its default is as good as none: the model need not name a video. */
	hasVideoExpression(): boolean {
		const text = textOf(this.node.parameters.videoId);
		const isDefault = this.agent !== undefined && takenBy(text).first !== undefined;
		return text.startsWith('=') && !isDefault;
	}

	/** What names the video where 'Video' is left empty: the item, or the details of one that has failed before. */
	itemForVideo(item: number): IDataObject {
		const { json } = this.context.getInputData()[item];
		return (aboutItem(json) as IDataObject | undefined) ?? json;
	}

	/** Why the item's own field does not count, where the parameter means that, or is left empty. */
	whyNotOwn(name: Locator, item: number): Shown | undefined {
		const text = textOf(this.node.parameters[name]);
		const { own, readsItem } = takenBy(text);
		const isTold = this.agent?.isTold ?? true;
		if (!isTold && (own !== undefined || readsItem)) return this.agent?.why;
		const isLeftEmpty = name === 'videoId' && text === '';
		if (own !== OWN[name] && !isLeftEmpty) return undefined;
		const about = isTold && aboutItem(this.jsonOf(item));
		return about && about[OWN[name]] === undefined
			? shown`The item has left a node of this kind by its Error output, and its details name no ${LABELS[name].toLowerCase()}. The ${OWN[name]} beside them is that node's input's, and is not taken`
			: undefined;
	}

	/**
	 * What a resource locator holds for an item: a locator, or what an expression has made of it. An expression that only
	 * reads a field of the item, as the default does, is read without n8n's expression engine: that would cost more than
	 * half as much as the request. Not so for an agent's tool, where $json is the agent's item while the input is what the
	 * model has filled in.
	 */
	locator(name: Locator, item: number): unknown {
		const raw = this.node.parameters[name];
		const { own, first, readsItem } = takenBy(textOf(raw));
		const withValue = (value: unknown) => (isJsonObject(raw) ? { ...raw, value } : value);
		const given = this.agent && first && this.evaluate(first, item);
		if (given) return withValue(given);
		if (this.agent?.isTold === false && (own !== undefined || readsItem))
			return withValue(undefined);
		if (own === undefined || (first !== undefined && !this.agent)) return this.get(name, item, '');
		const json = this.jsonOf(item);
		const about = own === OWN[name] ? aboutItem(json) : undefined;
		if (about) return withValue(about[own as keyof About]);
		// A name that every object has, such as toString, is n8n's to judge.
		return Object.hasOwn(json, own) ? withValue(json[own]) : this.get(name, item, '');
	}

	private evaluate(expression: string, item: number): unknown {
		return this.context.evaluateExpression(expression.slice(1), item);
	}

	/** The item that $json means. */
	private jsonOf(item: number): IDataObject {
		return this.agent ? this.agent.jsonOf(item) : this.context.getInputData()[item].json;
	}
}
