import { CONDITIONS } from './conditions';
import type { Figures } from './figures';

const WIDTH = 760;
const LEFT = 250;
const BAR = 18;
const GAP = 34;

/** Readable in light and dark alike. */
const COLOURS: Record<string, string> = {
	cancel: '#ff5413',
	floor: '#9aa0a6',
	http: '#5b8def',
	'http-loop': '#8fb0f3',
	'http-batched': '#c3d5f9',
};

const text = (x: number, y: number, content: string, more = '') =>
	`<text x="${x}" y="${y}" ${more}>${content}</text>`;

/** How long each candidate takes for 1,000 cancels, and where a server sets a limit, how many it cancels. */
export function plot(figures: Figures): string {
	const parts: string[] = [];
	let y = 40;
	for (const { name, latencyMs, perSecond, items, candidates } of CONDITIONS) {
		const measured = figures.candidates(name);
		if (items !== 1000 || measured.length === 0) continue;
		const limit = perSecond ? `, a server that allows ${perSecond} a second` : '';
		parts.push(text(10, y, `1,000 cancels, ${latencyMs} ms${limit}`, 'font-weight="600"'));
		y += 10;
		const shown = candidates.filter((candidate) => measured.includes(candidate.name));
		const longest = Math.max(
			...shown.map((candidate) => figures.median(name, candidate.name, 'ms')),
		);
		for (const candidate of shown) {
			const ms = figures.median(name, candidate.name, 'ms');
			const width = Math.max(2, (ms / longest) * (WIDTH - LEFT - 190));
			const cancelled = figures.median(name, candidate.name, 'cancelled');
			const lost = cancelled < items ? `, ${items - cancelled} not cancelled` : '';
			parts.push(
				text(LEFT - 10, y + BAR - 5, candidate.label, 'text-anchor="end"'),
				`<rect x="${LEFT}" y="${y}" width="${width.toFixed(0)}" height="${BAR - 3}" fill="${COLOURS[candidate.name]}"/>`,
				text(LEFT + Math.round(width) + 6, y + BAR - 5, `${(ms / 1000).toFixed(1)} s${lost}`),
			);
			y += BAR;
		}
		y += GAP;
	}
	return [
		`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${y}" width="${WIDTH}" height="${y}" role="img" aria-label="Time for 1,000 cancels by each way">`,
		`<rect width="100%" height="100%" fill="#ffffff"/>`,
		`<g font-family="sans-serif" font-size="12" fill="#24292f">`,
		text(10, 18, 'Time for 1,000 cancels, less is better', 'font-size="14" font-weight="600"'),
		...parts,
		'</g>',
		'</svg>',
		'',
	].join('\n');
}
