import { AIMS } from './aims';
import type { Figures, Measure } from './figures';
import { CANCELS, LIMITED, WAITS, type LineUp } from './lineups';
import type { Way } from './ways';

const number = (value: number, digits = 0) =>
	Number.isFinite(value)
		? value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
		: '–';

const table = (head: string[], rows: string[][]) =>
	[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

/** Each aim, and whether it is met. */
export function aimsTable(figures: Figures): string {
	const rows = AIMS.map(({ what, most, figure }) => {
		const value = figure(figures);
		const met = Number.isNaN(value) ? 'not measured' : value <= most ? 'yes' : 'no';
		return [what, `at most ${most}`, number(value, Number.isInteger(value) ? 0 : 2), met];
	});
	return table(['measure', 'aim', 'measured', 'met'], rows);
}

type Column = [head: string, cell: (median: (measure: Measure) => number, way: Way) => string];

/** A row for each way of each line-up; the label of the line-up stands in its first row alone. */
function rowsOf(lineUps: LineUp[], figures: Figures, columnsOf: (lineUp: LineUp) => Column[]) {
	const rows = lineUps.flatMap((lineUp) =>
		lineUp.ways.map((way, index) => {
			const median = (measure: Measure) => figures.median(lineUp.name, way.name, measure);
			const cells = columnsOf(lineUp).map(([, cell]) => cell(median, way));
			return [index ? '' : lineUp.label, way.label, ...cells];
		}),
	);
	return table(['', '', ...columnsOf(lineUps[0]).map(([head]) => head)], rows);
}

/** All figures of the line-ups that cancel. */
export const cancelTable = (figures: Figures): string =>
	rowsOf([...CANCELS, LIMITED], figures, ({ name, items }) => [
		['time, ms', (median) => number(median('ms'))],
		['against HTTP Request', (_, way) => number(figures.ratio(name, way.name, 'http', 'ms'), 2)],
		['processor time an item, µs', (median) => number((median('cpuMs') / items) * 1000)],
		['against the floor', (_, way) => number(figures.ratio(name, way.name, 'floor', 'cpuMs'), 2)],
		['requests', (median) => number(median('requests'))],
		['cancelled', (median) => number(median('done'))],
	]);

/** All figures of the line-ups that wait. */
export const waitTable = (figures: Figures): string =>
	rowsOf(WAITS, figures, () => [
		['requests', (median) => number(median('requests'))],
		['processor time, s', (median) => number(median('cpuMs') / 1000, 1)],
		['late, up to 55 s', (median) => `${number((median('lateMs') || NaN) / 1000, 1)} s`],
		['late, beyond', (median) => `${number(median('latePart') * 100)} %`],
	]);

/** What the README tells: first by https, as Gcore is. */
export function speedTable(figures: Figures): string {
	const cancels = CANCELS.map(({ name, label }) => {
		const time = (way: string) => `${number(figures.median(name, way, 'ms') / 1000, 1)} s`;
		const ratio = number(figures.ratio(name, 'cancel', 'http', 'ms'), 2);
		return [label, time('cancel'), time('http'), ratio];
	});
	const waits = WAITS.map(({ name, label, ways }) => {
		const requests = (index: number) => figures.median(name, ways[index].name, 'requests');
		const told = [0, 1].map((index) => `${number(requests(index))} requests`);
		return [`Waiting for ${label}`, ...told, number(requests(0) / requests(1), 2)];
	});
	const head = ['', 'This node', 'HTTP Request', 'ratio'];
	return table(head, [...cancels, ...waits]);
}
