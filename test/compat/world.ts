import type { RunningN8n } from '../../scripts/real-n8n/launch';
import { itemsOf } from '../../scripts/real-n8n/api';
import type { Execution, Item } from '../../scripts/real-n8n/types';
import type { StandIn } from '../standin/server';
import type { Checks } from './checks';
import { GCORE, overItems, type CredentialRef, type GcoreNode } from './workflows';

/** Keys of the stand-in's accounts: one for each matter that must not meet the tasks of another. */
export const KEYS = {
	usual: '1$usual',
	disabled: '2$disabled',
	forbidden: '3$forbidden',
	many: '4$many',
	trigger: '5$trigger',
	list: '6$list',
};

export const ACCOUNTS = {
	[KEYS.usual]: {},
	[KEYS.disabled]: { featureDisabled: true },
	[KEYS.forbidden]: { forbidden: true },
	[KEYS.many]: {},
	[KEYS.trigger]: {},
	[KEYS.list]: {},
};

/** What the checks of one version work with. */
export interface World {
	n8n: RunningN8n;
	gcore: StandIn;
	checks: Checks;
	/** A credential for an account of the stand-in, made on first use. */
	credential(key: string): Promise<CredentialRef>;
}

export function worldOf(n8n: RunningN8n, gcore: StandIn, checks: Checks): World {
	const made = new Map<string, Promise<CredentialRef>>();
	const make = async (key: string): Promise<CredentialRef> => {
		const { id, name } = await n8n.api.createCredential({
			name: `Gcore ${key}`,
			type: 'gcoreApi',
			data: { apiKey: key, baseUrl: gcore.url },
		});
		return { id, name };
	};
	return {
		n8n,
		gcore,
		checks,
		async credential(key) {
			if (!made.has(key)) made.set(key, make(key));
			return await made.get(key)!;
		},
	};
}

/** Runs our node over items, on the usual account unless another credential is given. */
export async function runOver(
	world: World,
	name: string,
	items: object[],
	node: Omit<GcoreNode, 'credential'> & { credential?: CredentialRef },
): Promise<Execution> {
	const credential = node.credential ?? (await world.credential(KEYS.usual));
	const { api } = world.n8n;
	const { id } = await api.createWorkflow(overItems(name, items, { ...node, credential }));
	return await api.run(id);
}

/** The items on each of the first `count` outputs of our node. */
export const outputsOf = (execution: Execution, count: number): Item[][] =>
	Array.from({ length: count }, (_, output) => itemsOf(execution, GCORE, output));

/** What n8n tells of an execution that should have gone well. */
export const reasonOf = ({ data: { resultData } }: Execution): string =>
	`${resultData.lastNodeExecuted}: ${resultData.error?.message} ${resultData.error?.description ?? ''}`;
