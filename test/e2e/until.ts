import { until as untilWithin } from '../compat/until';

/** As `until` of the other suites, with the patience that a browser on a busy machine needs. */
export const until = async <T>(
	what: string,
	condition: () => T | undefined | false | Promise<T | undefined | false>,
	timeoutMs = 60_000,
): Promise<T> => await untilWithin(what, condition, { timeoutMs });
