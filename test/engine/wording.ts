/** No page, no object's stand-in, no stack: what nobody wants to read in a message or an item. */
export const UNREADABLE = /<[a-zA-Z!/]|\[object |(\n|\\n)\s*at |\b(undefined|null|NaN)\b/;

/** Words that n8n's rules keep from the screen. */
export const FRIGHTENING = /\b(error|problem|failure|mistake)s?\b/i;

/** A text without what is quoted or called so: Gcore's words, a setting of n8n's, a status and a field. */
export const ownWords = (text: unknown): string =>
	String(text).replace(/Gcore says: ".*?"|On Error|FAILURE|failureReason/gs, '');
