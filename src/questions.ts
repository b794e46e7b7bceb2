import type { Answers, Question, QuestionId } from './types.ts';

/** The interview: ten questions in the order they are asked. Nine score; `extras` does not. */
export const QUESTIONS: readonly Question[] = [
  {
    id: 'kind',
    text: 'What are you making?',
    expert: 'Primary product archetype',
    why: 'Some kinds of product lean on parts that one stack ships ready-made.',
    choices: [
      { id: 'content', label: 'A site to read', hint: 'pages, news, a blog' },
      { id: 'business', label: 'A tool for running a business', hint: 'internal tool, CRM, ERP' },
      { id: 'api', label: 'A backend for other programs', hint: 'an API' },
      { id: 'live', label: 'Something live', hint: 'chat, collaboration, game, live dashboard' },
      { id: 'streaming', label: 'Audio or video streaming' },
      { id: 'shop', label: 'A shop' },
      { id: 'social', label: 'A community', hint: 'people post and follow' },
      { id: 'saas', label: 'A product companies subscribe to', hint: 'SaaS' },
      { id: 'dataproduct', label: 'A data product', hint: 'analytics, recommendations' },
      { id: 'small', label: 'Something tiny', hint: 'a small tool, a webhook, or just learning' },
      { id: 'other', label: 'Something else' },
    ],
    quick: true,
  },
  {
    id: 'lang',
    text: 'Which language can the people on this project write, and can that change?',
    expert: 'Team language constraint, hard or soft',
    why: 'People build best in what they know; a language that must stay settles the stack.',
    choices: [
      {
        id: 'js_only',
        label: 'JavaScript or TypeScript only',
        hint: 'must stay; settles the stack',
      },
      { id: 'js_mostly', label: 'Mostly JavaScript or TypeScript' },
      { id: 'both', label: 'Both, equally well' },
      { id: 'py_mostly', label: 'Mostly Python' },
      { id: 'py_only', label: 'Python only', hint: 'must stay; settles the stack' },
      { id: 'new', label: 'Neither yet', hint: 'new to both' },
    ],
    quick: true,
  },
  {
    id: 'realtime',
    text: 'Must people see changes the moment they happen?',
    expert: 'Server push: none, add-on or core',
    why: 'Keeping many browsers up to date at once is where the two stacks differ most.',
    choices: [
      { id: 'none', label: 'No', hint: 'reloading the page is fine' },
      { id: 'some', label: 'In places', hint: 'notifications, a live counter' },
      { id: 'core', label: 'It is the point', hint: 'the product itself is live' },
    ],
    quick: true,
  },
  {
    id: 'heavy',
    text: 'What will keep the server busy?',
    expert: 'Dominant load: fan-out I/O, CPU, in-process ML, remote AI',
    why: 'Waiting on thousands of connections and computing are opposite kinds of work.',
    choices: [
      { id: 'none', label: 'Nothing special', hint: 'ordinary pages and forms' },
      {
        id: 'connections',
        label: 'Very many open connections',
        hint: 'held open, or calls in flight; not just many readers',
      },
      { id: 'compute', label: 'Long calculations' },
      { id: 'ml', label: 'Python data or ML libraries', hint: 'run by ourselves' },
      { id: 'hosted_ai', label: "Somebody else's AI service", hint: 'called over the network' },
    ],
    max: 4,
    alone: 'none',
    quick: false,
  },
  {
    id: 'data',
    text: 'What does your information look like?',
    expert: 'Data model: relational, document or trivial',
    why: 'Linked records and free-form documents are served by different tools.',
    choices: [
      { id: 'relational', label: 'Linked lists', hint: 'customers, orders, …' },
      { id: 'document', label: 'Free-form records', hint: 'or a MongoDB that already exists' },
      { id: 'light', label: 'Little or none' },
      { id: 'unsure', label: 'Not clear yet' },
    ],
    quick: false,
  },
  {
    id: 'backoffice',
    text: 'Will staff who do not program manage records or content?',
    expert: 'Back-office or admin requirement',
    why: 'One stack builds staff screens by itself; on the other they are your work.',
    choices: [
      { id: 'none', label: 'No' },
      { id: 'basic', label: 'Now and then' },
      { id: 'heavy', label: 'Daily', hint: 'it is what staff work in' },
    ],
    quick: false,
  },
  {
    id: 'security',
    text: 'Will people sign in, and how delicate is the information?',
    expert: 'Authentication and data sensitivity',
    why: 'The more delicate the data, the more protection by default is worth.',
    choices: [
      { id: 'public', label: 'Nobody signs in' },
      { id: 'accounts', label: 'People have accounts' },
      {
        id: 'sensitive',
        label: 'Accounts and delicate data',
        hint: 'money, health, law, personal',
      },
    ],
    quick: false,
  },
  {
    id: 'frontend',
    text: 'How will people see it?',
    expert: 'Client: server-rendered, SPA, SPA with shared types, or API only',
    why: 'A browser app can share its language and types with the server; pages need not.',
    choices: [
      { id: 'server', label: 'Ordinary pages', hint: 'made on the server' },
      { id: 'spa', label: 'A separate browser app' },
      { id: 'shared', label: 'A browser app that shares code', hint: 'same language and types' },
      { id: 'clients', label: 'Mobile apps or other programs' },
    ],
    quick: true,
  },
  {
    id: 'shape',
    text: 'What matters most while building? (up to two)',
    expert: 'Pace and structure: convention, freedom, topology',
    why: 'Ready-made conventions and freedom are the oldest trade-off between the two.',
    choices: [
      { id: 'fast', label: 'Launching soon', hint: 'with ready-made parts' },
      { id: 'team', label: 'One style for many hands' },
      { id: 'free', label: 'Our own architecture' },
      { id: 'services', label: 'Separately deployed parts' },
      { id: 'unsure', label: 'Not clear yet' },
    ],
    max: 2,
    alone: 'unsure',
    quick: true,
  },
  {
    id: 'extras',
    text: 'Anything else in the box?',
    expert: 'Delivery extras',
    why: 'These shape the starter, not the choice of stack.',
    choices: [
      { id: 'docker', label: 'Docker', hint: 'container and compose file' },
      { id: 'ci', label: 'Checks on every push', hint: 'CI' },
      { id: 'cache', label: 'A cache' },
      { id: 'jobs', label: 'Background jobs' },
      { id: 'api-docs', label: 'API documentation' },
      { id: 'devcontainer', label: 'A dev container' },
      { id: 'none', label: 'Nothing' },
    ],
    max: 6,
    alone: 'none',
    quick: false,
  },
];

/** The question with this id. */
export function questionOf(id: QuestionId): Question {
  const found = QUESTIONS.find((question) => question.id === id);
  if (!found) throw new TypeError(`No question ${id}`);
  return found;
}

const PREFILLS: Readonly<Record<string, Partial<Answers>>> = {
  content: { backoffice: 'heavy', frontend: 'server' },
  live: { realtime: 'core' },
  streaming: { heavy: ['connections'] },
  dataproduct: { heavy: ['ml'] },
  small: { data: 'light' },
};

/** What a kind of product usually implies. Offered as defaults; an answer only once it is taken. */
export function prefill(kind: string | undefined): Partial<Answers> {
  return { ...PREFILLS[kind ?? ''] };
}
