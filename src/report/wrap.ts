const MAX_WIDTH = 100;

/** How wide text for a stream may be: the terminal's width, and never too wide to read. */
export function widthOf(stream: NodeJS.WriteStream): number {
  return Math.min(stream.columns || MAX_WIDTH, MAX_WIDTH);
}

/** Breaks text at spaces to fit the terminal, every line indented. */
export function wrap(text: string, indent: string, stream: NodeJS.WriteStream): string {
  const width = widthOf(stream) - indent.length;
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1) ?? '';
    if (line === '') lines.splice(-1, 1, word);
    else if (line.length + 1 + word.length <= width) lines.splice(-1, 1, `${line} ${word}`);
    else lines.push(word);
  }
  return lines.map((line) => indent + line).join('\n');
}
