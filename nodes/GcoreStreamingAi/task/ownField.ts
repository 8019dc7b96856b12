/** As the default of 'Task' does; by brackets, as older n8ns wrote it. */
const OWN_FIELD =
	/^=\{\{\s*\$json(?:\.([A-Za-z_]\w*)|\[\s*(?:"([A-Za-z_]\w*)"|'([A-Za-z_]\w*)')\s*\])\s*\}\}$/;

/** As the defaults on an agent's tool do: what the model gives, else the item's own field. */
const ELSE_OWN_FIELD = /^(=\{\{.*\))\s*\|\|\s*\$json\.([A-Za-z_]\w*)\s*\}\}$/s;

/** `$('Start').item` and `$node` follow the item as well. */
const READS_ITEM = /\$(?:json|input|binary|data|itemIndex|node)\b|\.item\b/;

/** What an expression takes. */
export interface Taken {
	/** A field of the item itself, which counts where `first` gives nothing. */
	own?: string;
	/** An expression that counts before that. */
	first?: string;
	/** Whether it reads the item in another way. */
	readsItem: boolean;
}

/** @param text of a field; an expression begins with `=` */
export function takenBy(text: string): Taken {
	const own = OWN_FIELD.exec(text)?.slice(1).find(Boolean);
	if (own !== undefined) return { own, readsItem: false };
	const [, start, last] = ELSE_OWN_FIELD.exec(text) ?? [];
	if (start === undefined) return { readsItem: text.startsWith('=') && READS_ITEM.test(text) };
	return { own: last, first: `${start} }}`, readsItem: READS_ITEM.test(start) };
}
