/* eslint-disable @n8n/community-nodes/no-restricted-globals */
interface Outside {
	require(id: string): unknown;
	/** Has our package loaded anew. */
	forgetPackage(): void;
	/** The one that n8n's engine and our package look at. */
	Date: DateConstructor;
}

/** What n8n's engine and our package run in: node as it is, not jest's sandbox (environment.js). */
export const { outside } = globalThis as unknown as { outside: Outside };
