import { loadTemplate } from '../../src/template.ts';
import type { Database, FeatureId, StackId } from '../../src/types.ts';
import type { Env } from '../contract/server.ts';
import { postgresDatabase } from './databases.ts';
import { makeStarter, type Starter } from './starter.ts';

/** A project with this database and exactly these features. */
export interface Wanted {
  readonly stack: StackId;
  readonly db: Database;
  readonly features: readonly FeatureId[];
}

interface How {
  /** The Node that runs the command line, and so is what the project gets made for. */
  readonly node?: string;
  /** More flags, such as `--no-install`. */
  readonly flags?: readonly string[];
}

/** Generates that project, leaving out every default that is not wanted. */
export async function makeProject(
  wanted: Wanted,
  { node, flags = [] }: How = {},
): Promise<Starter> {
  const { stack, db, features } = wanted;
  const left = [...loadTemplate(stack).features.values()]
    .filter((feature) => feature.default && !features.includes(feature.id))
    .map(({ id }) => `--no-${id}`);
  const input = JSON.stringify({ template: stack, db, features });
  // Making a project sets up its database: that of PostgreSQL must be there.
  const env: Env = db === 'postgres' ? { DATABASE_URL: (await postgresDatabase()).url } : {};
  return makeStarter(stack, ['--answers', '-', ...left, ...flags], {
    input,
    env,
    ...(node && { node }),
  });
}
