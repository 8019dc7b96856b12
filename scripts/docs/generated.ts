const PART = /^<!-- ((?:table|item): .+) -->\n(?:(?!<!-- )[^])*^<!-- end -->$/gm;

/** Texts by the name of their file. */
export type Texts = Record<string, string>;

/**
 * Texts with what stands between each pair of markers made anew.
 * @param parts what stands at each marker; each has to have a place in one of the texts at least
 * @throws Error when a part has no place, or a place no part
 */
export function generated(texts: Texts, parts: Record<string, string>): Texts {
	const places = new Set(
		Object.values(texts).flatMap((text) => [...text.matchAll(PART)].map(([, marker]) => marker)),
	);
	const files = Object.keys(texts).join(' or ');
	const lost = Object.keys(parts).filter((marker) => !places.has(marker));
	if (lost.length > 0) {
		const markers = lost.map((marker) => `\n<!-- ${marker} -->\n<!-- end -->`);
		throw new Error(`${files} needs, where it is to stand:${markers.join('')}`);
	}
	const unknown = [...places].find((marker) => !Object.hasOwn(parts, marker));
	if (unknown) throw new Error(`${files} has a place for '${unknown}': there is none`);
	return Object.fromEntries(
		Object.entries(texts).map(([file, text]) => [
			file,
			text.replace(
				PART,
				(_all, marker: string) => `<!-- ${marker} -->\n${parts[marker]}\n<!-- end -->`,
			),
		]),
	);
}
