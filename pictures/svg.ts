import type xterm from '@xterm/headless';

const CELL = { width: 8.4, height: 19 };
const FONT_SIZE = 14;
const MARGIN = 16;
const COLOURS: Readonly<Record<number, string>> = {
  1: '#ff7b72',
  2: '#7ee2a0',
  3: '#e3c26f',
  4: '#7cb7ff',
  5: '#d2a8ff',
  6: '#76d9e6',
  8: '#9aa4b5',
};
const TEXT = '#e6e9ef';
const DIM = '#9aa4b5';
const BACKGROUND = '#161a22';

interface Run {
  readonly column: number;
  readonly text: string;
  readonly fill: string;
  readonly bold: boolean;
}

/** A terminal's screen as a picture: text stays text, and columns stay aligned in every font. */
export function drawScreen({ buffer, cols }: xterm.Terminal, title: string): string {
  const { active } = buffer;
  const lines = Array.from({ length: active.length }, (_, row) => active.getLine(row));
  const drawn = lines.map((line, row) => (line ? drawLine(runsOf(line, cols), row) : ''));
  const used = lines.findLastIndex((line) => line?.translateToString(true) !== '') + 1;
  const width = Math.ceil(cols * CELL.width + 2 * MARGIN);
  const height = Math.ceil(used * CELL.height + 2 * MARGIN);
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title" font-family="ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="${FONT_SIZE}">
<title id="title">${escapeXml(title)}</title>
<rect width="100%" height="100%" rx="8" fill="${BACKGROUND}"/>
${drawn.slice(0, used).filter(Boolean).join('\n')}
</svg>
`;
}

function runsOf(line: xterm.IBufferLine, columns: number): readonly Run[] {
  const runs: Run[] = [];
  for (let column = 0; column < columns; column++) {
    const cell = line.getCell(column);
    const text = cell?.getChars() || ' ';
    const fill = cell ? fillOf(cell) : TEXT;
    const bold = Boolean(cell?.isBold());
    const last = runs.at(-1);
    if (last && last.fill === fill && last.bold === bold) {
      runs.splice(-1, 1, { ...last, text: last.text + text });
    } else runs.push({ column, text, fill, bold });
  }
  return runs;
}

function fillOf(cell: xterm.IBufferCell): string {
  const colour = cell.isFgPalette() ? COLOURS[cell.getFgColor()] : undefined;
  return colour ?? (cell.isDim() ? DIM : TEXT);
}

/** Words apart, so that a font of another width moves none of them by more than its own error. */
function drawLine(runs: readonly Run[], row: number): string {
  const words = runs.flatMap(({ column, text, fill, bold }) =>
    [...text.matchAll(/\S+/g)].map((match) =>
      drawWord(match[0], column + match.index, row, fill, bold),
    ),
  );
  return words.join('');
}

function drawWord(word: string, column: number, row: number, fill: string, bold: boolean): string {
  const x = round(MARGIN + column * CELL.width);
  const y = round(MARGIN + row * CELL.height);
  const width = round([...word].length * CELL.width);
  // Blocks and bars of a font leave gaps between lines; drawn shapes do not.
  if (/^█+$/.test(word)) {
    return `<rect x="${x}" y="${y + 3}" width="${width}" height="${CELL.height - 6}" fill="${fill}"/>`;
  }
  if (word === '│') {
    return `<rect x="${round(x + CELL.width / 2)}" y="${y}" width="1" height="${CELL.height}" fill="${fill}"/>`;
  }
  const weight = bold ? ' font-weight="700"' : '';
  return `<text x="${x}" y="${y + FONT_SIZE}" fill="${fill}" textLength="${width}"${weight}>${escapeXml(word)}</text>`;
}

const round = (value: number): number => Math.round(value * 10) / 10;
const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
