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
      const line = `${title} ${style('dim', `(${shorten(byHand)})`, stream)}`;
      if (!stream.isTTY) {
        stream.write(`… ${line}\n`);
        return;
      }
      const started = Date.now();
      let frame = 0;
      timer = setInterval(() => {
        const seconds = Math.round((Date.now() - started) / 1000);
        const sign = style('cyan', FRAMES[frame++ % FRAMES.length] ?? '', stream);
        stream.write(`\r\u001b[2K${sign} ${line} ${seconds > 1 ? `${seconds} s` : ''}`);
      }, 100);
    },
    onEnd({ title, status, durationMs }: StepResult): void {
      clear();
      const signs = { done: style('green', '✓', stream), failed: style('red', '✗', stream) };
      const seconds =
        durationMs < 1000 ? '' : ` ${style('dim', `${Math.round(durationMs / 1000)} s`, stream)}`;
      if (status === 'skipped') stream.write(`- ${title}: skipped\n`);
      else stream.write(`${signs[status]} ${title}${status === 'failed' ? ': failed' : seconds}\n`);
    },
  };
}

function shorten(command: string): string {
  return command.length > 60 ? `${command.slice(0, 59)}…` : command;
}
