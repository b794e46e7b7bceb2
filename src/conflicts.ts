import { type Holds, hardStack, NAMES, other, type Scores, type Verdict } from './score.ts';
import type { Conflict, QuestionId, Recommendation, StackId } from './types.ts';

/** What conflicts are looked for in: the answers, the choice, and what the scores alone said. */
export interface Situation {
  readonly held: Holds;
  readonly stack: Recommendation['stack'];
  readonly verdict: Verdict;
  readonly scores: Scores;
  /** The stack somebody asked for. */
  readonly template: StackId | undefined;
}

/** A question that holds one of these choices. */
type Condition = readonly [QuestionId, ...choices: string[]];

interface Clash {
  readonly id: string;
  /** All of them hold. */
  readonly when: readonly Condition[];
  /** None of them holds. */
  readonly unless?: readonly Condition[];
  /** Only when this stack was chosen. */
  readonly stack?: StackId;
  readonly message: string;
}

/** Answers that pull against each other, or against the chosen stack, and what that costs. */
export const CLASHES: readonly Clash[] = [
  {
    id: 'js-only-with-ml',
    when: [
      ['lang', 'js_only'],
      ['heavy', 'ml'],
    ],
    stack: 'node',
    message:
      'Your people write JavaScript only, yet the libraries you want to run are Python: this is not one stack. It takes a Python worker behind a queue beside the Node.js app, or a hosted AI service instead, and for the worker somebody must know Python.',
  },
  {
    id: 'node-with-ml',
    when: [['heavy', 'ml']],
    unless: [['lang', 'js_only']],
    stack: 'node',
    message:
      'The data and machine-learning libraries are Python, so a Node.js app needs a Python worker behind a queue: a second language to build, deploy and watch.',
  },
  {
    id: 'py-only-with-shared',
    when: [
      ['lang', 'py_only'],
      ['frontend', 'shared'],
    ],
    stack: 'django',
    message:
      'Browser code is JavaScript even when the server is Python. TypeScript types can be generated from the API schema so that both sides agree, but code cannot be shared and somebody must write JavaScript.',
  },
  {
    id: 'django-with-documents',
    when: [['data', 'document']],
    stack: 'django',
    message:
      'Django expects tables: free-form records go into PostgreSQL JSON columns. A real MongoDB can only be a second store with its own driver, and the admin covers only the tables.',
  },
  {
    id: 'django-with-live-core',
    when: [['realtime', 'core']],
    stack: 'django',
    message:
      'A live product on Django has to run on ASGI with Channels and a broker, which is more to operate; load-test early.',
  },
  {
    id: 'node-with-sensitive-data',
    when: [['security', 'sensitive']],
    stack: 'node',
    message:
      'Delicate data on Node.js: what Django has switched on the starter puts together, with tests; keeping it up is your work, and none of it is a certificate.',
  },
  {
    id: 'no-load-and-load',
    when: [
      ['heavy', 'none'],
      ['heavy', 'connections', 'compute', 'ml', 'hosted_ai'],
    ],
    message:
      'The server load is nothing special and something special at once. The special part is counted; drop one of the two.',
  },
  {
    id: 'daily-staff-little-data',
    when: [
      ['backoffice', 'heavy'],
      ['data', 'light'],
    ],
    message:
      'Staff manage records every day, yet there is little or no data to manage. The daily work is counted in full, so check that it is real.',
  },
  {
    id: 'public-but-private-records',
    when: [
      ['security', 'public'],
      ['kind', 'business', 'saas', 'shop'],
    ],
    message:
      'Nobody signs in, yet a product of this kind usually holds records of customers. Without accounts anybody could read and change them.',
  },
  {
    id: 'public-but-staff',
    when: [
      ['security', 'public'],
      ['backoffice', 'basic', 'heavy'],
    ],
    message:
      'Nobody signs in, yet staff manage records. Staff at least need accounts, or everybody is staff.',
  },
  {
    id: 'one-style-and-freedom',
    when: [
      ['shape', 'team'],
      ['shape', 'free'],
    ],
    message:
      'One style for many hands and an architecture of your own pull apart: conventions that a framework does not give have to be written down and defended. Both count, so the result is closer.',
  },
  {
    id: 'tiny-and-split',
    when: [
      ['kind', 'small'],
      ['shape', 'services'],
    ],
    message:
      'Something tiny that is split into separately deployed parts: every part costs deployment, monitoring and a contract. Start as one and split when it hurts.',
  },
];

/** The conflicts in a situation. They are reported, never repaired. */
export function conflictsIn(situation: Situation): readonly Conflict[] {
  const { held, stack } = situation;
  const holdsOne = ([question, ...choices]: Condition) =>
    choices.some((choice) => held(question, choice));
  const clashes = CLASHES.filter(
    (clash) =>
      (clash.stack === undefined || clash.stack === stack) &&
      clash.when.every(holdsOne) &&
      !clash.unless?.some(holdsOne),
  );
  return [
    ...overruled(situation),
    ...clashes.map(({ id, when, message }) => ({
      id,
      questions: [...new Set(when.map(([question]) => question))],
      message,
    })),
  ];
}

/** What a stack that was asked for, or a language that must stay, overrules. */
function overruled({ held, verdict, scores, template }: Situation): Conflict[] {
  const rule = hardStack(held);
  const found: Conflict[] = [];
  if (template && rule === other(template)) {
    found.push({
      id: 'template-against-language',
      questions: ['lang'],
      message: `${NAMES[template]} was asked for, yet your language rule means ${NAMES[rule]}. The request wins; your people will be writing a language they said they do not.`,
    });
  }
  const forced = template ?? rule;
  if (forced && verdict.stack === other(forced) && verdict.band !== 'close') {
    const who = template ? 'The stack you asked for' : 'Your language rule';
    found.push({
      id: template ? 'template-overrides-score' : 'language-overrides-score',
      questions: template ? [] : ['lang'],
      message: `${who} overrides ${scores.node}:${scores.django} (${NAMES.node} to ${NAMES.django}), which alone would mean ${NAMES[verdict.stack]}.`,
    });
  }
  return found;
}
