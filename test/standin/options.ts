import type { ApiOptions } from './api';
import type { RateLimit } from './rate';

export interface StandInOptions extends Partial<ApiOptions> {
	/** The key of the default account. Default: the first of `accounts`, else the published example. */
	apiKey?: string;
	/** Accounts by key, each with tasks and videos of its own. */
	accounts?: Record<string, { featureDisabled?: boolean; forbidden?: boolean }>;
	/** Default: any free one. */
	port?: number;
	host?: string;
	/** A key and its certificate, in PEM: it is there by https as well then, at a port of its own. */
	tls?: string;
	/** How long a task started through the API takes. Default 2000. */
	taskMs?: number;
	rateLimit?: RateLimit;
	/** How long each answer waits; the call takes effect before. */
	latencyMs?: number | (() => number);
	/** How many requests the log keeps. */
	maxLog?: number;
	/** Old answers' names in moderation results. */
	oldSpelling?: boolean;
	/** Opens the door at `/__standin__/` for tests in another process; it asks for no key. */
	control?: boolean;
	/** The clock of tasks, rate limit and log, in milliseconds. */
	now?: () => number;
}
