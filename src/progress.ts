import { style } from './terminal.ts';
import type { Step, StepResult } from './types.ts';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Shows steps as they run: one living line on a terminal, one line a step elsewhere. */
export function showProgress(stream: NodeJS.WriteStream) {
  let timer: NodeJS.Timeout | undefined;
  const clear = () => {
    clearInterval(timer);
    if (stream.isTTY) stream.write('\r\u001b[2K');
  };
  return {
    onStart({ title, byHand }: Step): void {
      if (!stream.isTTY) {
        stream.write(`… ${title} (${byHand})\n`);
        return;
      }
      const started = Date.now();
      let frame = 0;
      timer = setInterval(() => {
        const seconds = Math.round((Date.now() - started) / 1000);
        const sign = style('cyan', FRAMES[frame++ % FRAMES.length] ?? '', stream);
        const what = `${title}${seconds > 1 ? ` ${seconds} s` : ''}`;
        const rest = cut(` (${byHand})`, stream.columns - what.length - 3);
        stream.write(`\r\u001b[2K${sign} ${what}${style('dim', rest, stream)}`);
      }, 100);
    },
    onEnd({ title, status, durationMs }: StepResult): void {
      clear();
      const signs = { done: style('green', '✓', stream), failed: style('red', '✗', stream) };
      const seconds =
        durationMs < 1000 ? '' : ` ${style('dim', `${Math.round(durationMs / 1000)} s`, stream)}`;
      if (status === 'done') stream.write(`${signs.done} ${title}${seconds}\n`);
      else stream.write(`${status === 'failed' ? signs.failed : '-'} ${title}: ${status}\n`);
    },
  };
}

/** A living line must not wrap: each frame would leave the last one behind. */
function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(0, width - 1))}…`;
}
