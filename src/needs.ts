import type { Answers, QuestionId, Spec, StackId } from './types.ts';

/** Something that answers call for, and the feature that would bring it. */
interface Need {
  readonly feature: string;
  readonly question: QuestionId;
  readonly choices: readonly string[];
  readonly what: string;
  /** Only on this stack; the other one brings it anyway. */
  readonly stack?: StackId;
}

const NEEDS: readonly Need[] = [
  {
    feature: 'sse',
    question: 'realtime',
    choices: ['some'],
    what: 'live updates pushed to the browser',
  },
  {
    feature: 'websocket',
    question: 'realtime',
    choices: ['core'],
    what: 'live updates pushed to the browser',
  },
  {
    feature: 'jobs',
    question: 'heavy',
    choices: ['compute', 'ml'],
    what: 'background jobs that keep long calculations out of requests',
  },
  {
    feature: 'ml',
    question: 'heavy',
    choices: ['ml'],
    what: 'a worker for Python data libraries',
  },
  {
    feature: 'hosted-ai',
    question: 'heavy',
    choices: ['hosted_ai'],
    what: 'a client for the AI service, with timeouts and retries',
  },
  {
    feature: 'postgres',
    question: 'data',
    choices: ['relational'],
    what: 'PostgreSQL in place of the embedded SQLite',
  },
  {
    feature: 'documents',
    question: 'data',
    choices: ['document'],
    what: 'a store for free-form documents',
  },
  {
    feature: 'backoffice',
    question: 'backoffice',
    choices: ['basic'],
    what: 'screens for staff',
    stack: 'node',
  },
  {
    feature: 'large-backoffice',
    question: 'backoffice',
    choices: ['heavy'],
    what: 'rights for groups, bulk changes and exports in the backoffice',
    stack: 'node',
  },
  {
    feature: 'auth',
    question: 'security',
    choices: ['accounts', 'sensitive'],
    what: 'accounts: sign-up, sign-in, sessions',
  },
  {
    feature: 'audit',
    question: 'security',
    choices: ['sensitive'],
    what: 'an audit log and stricter sessions for delicate information',
  },
  {
    feature: 'spa',
    question: 'frontend',
    choices: ['spa'],
    what: 'a separate browser app',
  },
  {
    feature: 'shared-types',
    question: 'frontend',
    choices: ['shared'],
    what: 'a browser app that shares types with the server',
  },
  {
    feature: 'openapi',
    question: 'frontend',
    choices: ['clients'],
    what: 'an OpenAPI description for client programs',
  },
  {
    feature: 'docker',
    question: 'shape',
    choices: ['services'],
    what: 'a container for separate deployment',
  },
  ...(
    [
      ['docker', 'a container image'],
      ['ci', 'a continuous integration workflow'],
      ['cache', 'a cache'],
      ['jobs', 'background jobs'],
      ['api-docs', 'API documentation'],
      ['devcontainer', 'a development container'],
    ] as const
  ).map(([choice, what]): Need => {
    const feature = choice === 'api-docs' ? 'openapi' : choice;
    return { feature, question: 'extras', choices: [choice], what };
  }),
];

/** What of a spec says which needs it meets. */
export type Met = Pick<Spec, 'answers' | 'stack' | 'features' | 'db'>;

/**
 * What the answers call for that the project does not have: said in the report and in the
 * decision record, so that nobody has to find out later.
 */
export function openNeeds({
  answers,
  stack,
  features,
  db,
}: Met): readonly Pick<Need, 'feature' | 'what'>[] {
  const open = NEEDS.filter(
    (need) =>
      isAnswered(answers, need) &&
      (need.stack ?? stack) === stack &&
      !features.includes(need.feature) &&
      need.feature !== db,
  );
  return open.filter(
    ({ feature }, index) => open.findIndex((other) => other.feature === feature) === index,
  );
}

function isAnswered(answers: Answers, { question, choices }: Need): boolean {
  return [answers[question] ?? []].flat().some((choice) => choices.includes(choice));
}
