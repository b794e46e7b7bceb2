import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, test } from 'vitest';
import { VENV_PYTHON } from '../../src/machine.ts';
import { tempDir } from '../tools/temp.ts';
import type { Project } from './fullProject.ts';
import { bareEnv } from './starter.ts';

/** Prints the name that the project's traces go by. */
const SERVICE_NAME = `
import django
django.setup()
from opentelemetry import trace
print(trace.get_tracer_provider().resource.attributes["service.name"])
`;

/** What `.env` and the image do for a project of everything. */
export function filesChecks({ starter }: Project): void {
  const pathTo = (name: string) => path.join(starter().directory, name);

  describe('.env', () => {
    const withEnvFile = async (lines: readonly string[], use: () => Promise<void>) => {
      writeFileSync(pathTo('.env'), lines.join('\n'));
      try {
        await use();
      } finally {
        rmSync(pathTo('.env'));
      }
    };

    test('tells the tests where PostgreSQL is', () =>
      withEnvFile(['DATABASE_URL=postgres://nobody@127.0.0.1:1/todos'], async () => {
        const command = [VENV_PYTHON, '-m', 'pytest', 'tests/test_pages.py'];
        await expect(starter().run(command)).rejects.toThrow(
          'No connection to PostgreSQL at 127.0.0.1:1',
        );
      }));

    test('tells the traces their name', () =>
      withEnvFile(['DEBUG=true', 'OTEL_SERVICE_NAME=from-file'], async () => {
        const output = await starter().run([VENV_PYTHON, '-c', SERVICE_NAME], {
          DJANGO_SETTINGS_MODULE: 'config.settings',
          OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
        });
        expect(output).toMatch(/^from-file$/m);
      }));
  });

  test('its image can be read by everybody, whatever umask its files were made under', async () => {
    const folder = tempDir();
    const copied = readFileSync(pathTo('.dockerignore'), 'utf8').match(/(?<=^!).+/gm) ?? [];
    for (const name of copied) cpSync(pathTo(name), path.join(folder, name), { recursive: true });
    await execa('chmod', ['-R', 'go=', folder]);
    const [, steps = ''] = readFileSync(pathTo('Dockerfile'), 'utf8').split('COPY . .\n');
    const commands = steps.replaceAll('\\\n', '').match(/(?<=^RUN ).+/gm) ?? [];
    const PATH = [path.dirname(pathTo(VENV_PYTHON)), process.env.PATH].join(path.delimiter);
    for (const command of commands) {
      const env = bareEnv({ PATH });
      await execa('sh', ['-c', `umask 022; ${command}`], { cwd: folder, env, extendEnv: false });
    }
    const { stdout } = await execa('find', [folder, '!', '-perm', '-a=r']);
    expect(stdout).toBe('');
    const { stdout: closed } = await execa('find', [folder, '-type', 'd', '!', '-perm', '-a=rx']);
    expect(closed).toBe('');
  });
}
