import { NAMES } from '../score.ts';
import type { Criterion, Report } from './report.ts';

export interface ChartStyle {
  /** Columns there are. */
  readonly width: number;
  /** Draws with block characters; without, every terminal and log can show it. */
  readonly blocks: boolean;
  readonly node: (text: string) => string;
  readonly django: (text: string) => string;
}

const TOTAL = 'Points in all';
const WIDEST_CELL = 3;
/** Wide enough for the name of the stack above it. */
const NARROWEST_BAR = 6;

/**
 * A two-sided bar chart of points by criterion: Node.js grows to the left, Django to the right.
 * Sides and numbers tell it without colour.
 */
export function drawChart(
  { criteria, scores }: Pick<Report, 'criteria' | 'scores'>,
  { width, blocks, node, django }: ChartStyle,
): readonly string[] {
  if (criteria.length === 0) return [];
  const most = Math.max(...criteria.flatMap((row) => [row.node, row.django]));
  const digits = String(Math.max(scores.node, scores.django)).length;
  // Indent, gap, number, gap, bar, axis, bar, gap, number: what is left is for the names.
  const around = 2 + 1 + digits + 1 + 1 + 1 + digits;
  const longest = Math.max(...criteria.map(({ name }) => name.length), TOTAL.length);
  const names = Math.max(1, Math.min(longest, width - around - 2 * NARROWEST_BAR));
  const room = Math.floor((width - around - names) / 2);
  const bar = Math.max(NARROWEST_BAR, Math.min(room, most * WIDEST_CELL));
  const full = blocks ? '█' : '=';
  const axis = blocks ? '│' : '|';
  const cells = (points: number) =>
    points === 0 ? '' : full.repeat(Math.max(1, Math.round((points / most) * bar)));
  const line = (name: string, left: string, right: string) =>
    `  ${shortened(name, names).padEnd(names)} ${left}${axis}${right}`.trimEnd();
  const half = digits + 1 + bar;

  const row = (it: Criterion) => {
    const left = it.node === 0 ? '' : `${it.node} ${cells(it.node)}`;
    const right = it.django === 0 ? '' : `${cells(it.django)} ${it.django}`;
    return line(it.name, ' '.repeat(half - left.length) + node(left), django(right));
  };
  return [
    line('', `${NAMES.node.padStart(half - 1)} `, ` ${NAMES.django}`),
    ...criteria.map(row),
    line(TOTAL, `${String(scores.node).padStart(half - 1)} `, ` ${scores.django}`),
  ];
}

const shortened = (name: string, most: number): string =>
  name.length > most ? `${name.slice(0, most - 1)}…` : name;
