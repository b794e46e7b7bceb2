import type { Args } from '../args.ts';
import { examine, type Finding } from '../doctor.ts';
import { style } from '../terminal.ts';
import { type Context, EXIT, printJson, say } from './context.ts';

/** `doctor`: what this machine has and lacks for each stack; fails when neither stack can run. */
export async function runDoctor(_args: Args, context: Context): Promise<number> {
  const findings = await examine();
  const usable = (['node', 'django'] as const).filter((stack) =>
    findings.every(({ needs, status }) => needs !== stack || status !== 'missing'),
  );
  if (context.json) printJson({ findings, usable });
  else {
    for (const finding of findings) say(context, describeFinding(finding, context.out));
    const names = { node: 'Node.js (Express)', django: 'Django' };
    const ready = usable.map((stack) => names[stack]).join(' and ') || 'no starter';
    say(context, `\nThis machine can install and run: ${ready}.`);
  }
  return usable.length > 0 ? EXIT.done : EXIT.failure;
}

function describeFinding(
  { tool, status, found, purpose, mend }: Finding,
  stream: NodeJS.WriteStream,
) {
  const signs = {
    present: style('green', '✓', stream),
    old: style('yellow', '!', stream),
    missing: style('red', '✗', stream),
    absent: '-',
  };
  const state = { present: '', old: ' is too old', missing: ' is missing', absent: ' not found' };
  const line = `${signs[status]} ${tool}${found ? ` ${found}` : ''}${state[status]} (${purpose})`;
  return mend === undefined ? line : `${line}\n    ${mend}`;
}
