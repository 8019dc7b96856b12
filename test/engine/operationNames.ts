import { RESOURCES } from '../../nodes/GcoreStreamingAi/actions/operations';

/** The internal names of all operations of the node: what a test must have tried. */
export const operationNames = (): string[] =>
	RESOURCES.flatMap(({ operations }) => operations.map(({ option }) => String(option.value)));
