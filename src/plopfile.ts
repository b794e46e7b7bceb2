import path from 'node:path';
import nodePlop from 'node-plop';
import { StackstartError } from './errors.ts';
import { type Generated, type GenerateOptions, generate } from './generate.ts';
import type { Request } from './plan.ts';
import { mayPrompt, refuseEmpty } from './terminal.ts';
import type { StackId } from './types.ts';

/** What is used of plop's API; said here so that the published types need no other package. */
export interface Plop {
  setActionType(name: string, action: (answers: object) => Promise<string>): void;
  setGenerator(
    name: string,
    generator: {
      description: string;
      prompts: () => Promise<object>;
      actions: { type: string }[];
    },
  ): unknown;
  getDestBasePath(): string;
}

/** What a generator's prompts give and its action takes. */
export interface Job {
  readonly request: Request;
  readonly options: GenerateOptions;
}

/** Where the action leaves what plop would flatten into strings. */
interface Outcome {
  generated?: Generated;
  error?: unknown;
}

const GENERATORS: Readonly<Record<StackId, string>> = {
  node: 'A Node.js (Express) starter',
  django: 'A Django starter',
};

/** Plop shows messages only. */
function inOneMessage(error: unknown): unknown {
  if (!(error instanceof StackstartError) || error.hint === undefined) return error;
  return new Error(`${error.message}\n${error.hint}`, { cause: error });
}

/**
 * Registers one plop generator per stack, so that any plopfile can say
 * `await plop.load('create-stackstart')`. Their one action renders in memory and writes all or
 * nothing; plop's own add actions would escape HTML and write file by file.
 */
export default function plopfile(plop: Plop): void {
  plop.setActionType('stackstart', async (answers) => {
    const { request, options, outcome = {} } = answers as Partial<Job> & { outcome?: Outcome };
    try {
      if (request === undefined || options === undefined) {
        throw new StackstartError('missing-value', 'The generator was given nothing to make.', {
          hint: 'Run its prompts, or give { request: { name, template }, options: { directory } }.',
        });
      }
      outcome.generated = await generate(request, options);
    } catch (error) {
      outcome.error = error;
      throw inOneMessage(error);
    }
    const { results, files, directory } = outcome.generated;
    const failed = results.find(({ status }) => status === 'failed');
    if (failed) throw new Error(`${failed.title} failed; run by hand: ${failed.byHand}`);
    return `${files.size} files in ${directory}`;
  });
  for (const stack of Object.keys(GENERATORS) as StackId[]) {
    plop.setGenerator(stack, {
      description: GENERATORS[stack],
      prompts: async () => askForJob(stack, plop.getDestBasePath()),
      actions: [{ type: 'stackstart' }],
    });
  }
}

/**
 * Runs a stack's generator the way plop does, but keeps the result and the original error:
 * plop's `runActions` never rejects and reduces both to strings.
 */
export async function runGenerator(stack: StackId, job: Job): Promise<Generated> {
  const plop = await nodePlop();
  plopfile(plop);
  const outcome: Outcome = {};
  const { failures } = await plop.getGenerator(stack).runActions({ ...job, outcome });
  if (outcome.error !== undefined) throw outcome.error;
  if (outcome.generated === undefined) throw new Error(failures[0]?.error ?? 'plop ran no action');
  return outcome.generated;
}

/** The interview of the command line, for people who start it from plop. */
async function askForJob(template: StackId, basePath: string): Promise<Job> {
  if (!mayPrompt(undefined, process.env)) {
    throw inOneMessage(refuseEmpty(`my-app --template ${template}`));
  }
  const { askProject } = await import('./interview.ts');
  const asked = await askProject({ template }, () => {});
  const directory = path.resolve(basePath, asked.directory);
  return { request: { name: path.basename(directory), template }, options: { directory } };
}
