import { execaSync } from 'execa';

/** The words of a command as a shell takes it apart: what somebody who pastes it would run. */
export function shellWords(command: string): readonly string[] {
  const { stdout } = execaSync('sh', ['-c', `printf '%s\\0' ${command}`], {
    stripFinalNewline: false,
  });
  return stdout.split('\0').slice(0, -1);
}
