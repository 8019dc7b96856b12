const typeOf = (value: unknown) =>
	value === null ? 'null' : Array.isArray(value) ? 'list' : typeof value;

/** An item's fields, and those of what its details hold, in one line: what expressions behind the node read. */
export const shapeOf = (item?: { json: object; binary?: object }): string =>
	item
		? [
				...Object.entries(item.json).map(([key, value]) =>
					key === 'details'
						? `details: {${shapeOf({ json: value as object })}}`
						: `${key}: ${typeOf(value)}`,
				),
				...Object.keys(item.binary ?? {}).map((field) => `binary ${field}`),
			].join(', ')
		: 'none';
