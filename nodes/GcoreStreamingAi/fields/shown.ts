import type { IDisplayOptions, INodeProperties } from 'n8n-workflow';

/** A field that is shown only where others have these values, besides its own rules. */
export const shownFor = (
	show: IDisplayOptions['show'],
	field: INodeProperties,
): INodeProperties => ({
	...field,
	displayOptions: { ...field.displayOptions, show: { ...show, ...field.displayOptions?.show } },
});
