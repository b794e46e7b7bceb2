import { rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { VENV_PYTHON } from '../../src/machine.ts';
import type { Project } from './fullProject.ts';

/** Prints the name that the project's traces go by. */
const SERVICE_NAME = `
import django
django.setup()
from opentelemetry import trace
print(trace.get_tracer_provider().resource.attributes["service.name"])
`;

/** What others than the settings take from `.env`, in a project of everything on PostgreSQL. */
export function envFileChecks({ starter }: Project): void {
  describe('.env', () => {
    const withFile = async (lines: readonly string[], use: () => Promise<void>) => {
      const file = path.join(starter().directory, '.env');
      writeFileSync(file, lines.join('\n'));
      try {
        await use();
      } finally {
        rmSync(file);
      }
    };

    test('tells the tests where PostgreSQL is', () =>
      withFile(['DATABASE_URL=postgres://nobody@127.0.0.1:1/todos'], async () => {
        const command = [VENV_PYTHON, '-m', 'pytest', 'tests/test_pages.py'];
        await expect(starter().run(command)).rejects.toThrow(
          'No connection to PostgreSQL at 127.0.0.1:1',
        );
      }));

    test('tells the traces their name', () =>
      withFile(['DEBUG=true', 'OTEL_SERVICE_NAME=from-file'], async () => {
        const output = await starter().run([VENV_PYTHON, '-c', SERVICE_NAME], {
          DJANGO_SETTINGS_MODULE: 'config.settings',
          OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9',
        });
        expect(output).toMatch(/^from-file$/m);
      }));
  });
}
