import { AIMS } from './aims';
import type { Figures, Measure } from './figures';
import { LIMITED, LINE_UPS, type LineUp } from './lineups';
import type { Way } from './ways';

const number = (value: number, digits = 0) =>
	Number.isFinite(value)
		? value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits })
		: '–';

const table = (head: string[], rows: string[][]) =>
	[head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');

const isWait = ({ taskMs }: LineUp) => taskMs !== undefined;

/** Each aim, and whether it is met. */
export function aimsTable(figures: Figures): string {
	const rows = AIMS.map(({ what, most, figure }) => {
		const value = figure(figures);
		const isMet = value <= most ? 'yes' : 'no';
		return [
			what,
			`at most ${number(most, most % 1 ? 2 : 0)}`,
			number(value, Number.isInteger(value) ? 0 : 2),
			Number.isNaN(value) ? 'not measured' : isMet,
		];
	});
	return table(['measure', 'aim', 'measured', 'met'], rows);
}

/** A row for each way of each line-up; the name of the line-up stands in its first row alone. */
function rowsOf(lineUps: LineUp[], cells: (lineUp: LineUp, way: Way) => string[]): string[][] {
	return lineUps.flatMap((lineUp) =>
		lineUp.ways.map((way, index) => [index ? '' : lineUp.label, way.label, ...cells(lineUp, way)]),
	);
}

/** All figures of the line-ups that cancel. */
export function cancelTable(figures: Figures): string {
	const rows = rowsOf(
		LINE_UPS.filter((lineUp) => !isWait(lineUp)),
		({ name, items }, way) => {
			const median = (measure: Measure) => figures.median(name, way.name, measure);
			return [
				number(median('ms')),
				number(figures.ratio(name, way.name, 'http', 'ms'), 2),
				number((median('cpuMs') / items) * 1000),
				number(figures.ratio(name, way.name, 'floor', 'cpuMs'), 2),
				number(median('requests')),
				number(median('done')),
			];
		},
	);
	const head = ['', 'way', 'time, ms', 'against HTTP Request', 'processor time an item, µs'];
	return table([...head, 'against the floor', 'requests', 'cancelled'], rows);
}

const WAIT_HEAD = ['', '', 'requests', 'processor time, s', 'ends noticed late by at most'];

/** All figures of the line-ups that wait. */
export function waitTable(figures: Figures): string {
	const rows = rowsOf(LINE_UPS.filter(isWait), ({ name }, way) => {
		const median = (measure: Measure) => figures.median(name, way.name, measure);
		const [late, part] = [median('lateMs') / 1000, median('latePart') * 100];
		return [
			number(median('requests')),
			number(median('cpuMs') / 1000, 1),
			[
				...(late ? [`${number(late, 1)} s`] : []),
				...(part ? [`${number(part)} % of the time waited`] : []),
			].join(', '),
		];
	});
	return table(WAIT_HEAD, rows);
}

/** What the README tells: first by https, as Gcore is. */
export function speedTables(figures: Figures): string {
	const seconds = (lineUp: string, way: string) =>
		`${number(figures.median(lineUp, way, 'ms') / 1000, 1)} s`;
	const cancels = LINE_UPS.filter((lineUp) => !isWait(lineUp) && lineUp !== LIMITED).map(
		({ name, label }) => [
			label,
			seconds(name, 'cancel'),
			seconds(name, 'http'),
			number(figures.ratio(name, 'cancel', 'http', 'ms'), 2),
		],
	);
	const limited = ['cancel', 'http'].map((way) => {
		const done = number(figures.median(LIMITED.name, way, 'done'));
		return `${seconds(LIMITED.name, way)}, ${done} cancelled`;
	});
	const head = ['', 'Cancel', 'HTTP Request', 'Cancel against HTTP Request'];
	return [table(head, [...cancels, [LIMITED.label, ...limited, '']]), waitTable(figures)].join(
		'\n\n',
	);
}
