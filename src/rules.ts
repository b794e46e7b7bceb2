import type { Family, Rule, StackId } from './types.ts';

/** Answers that settle the stack whatever the points say; the points are still counted and shown. */
export const HARD_LANGUAGE: Readonly<Record<string, StackId>> = {
  js_only: 'node',
  py_only: 'django',
};

/** What the rules of a family are about: the criterion they weigh, for people. */
export const FAMILY_NAMES: Readonly<Record<Family, string>> = {
  live: 'Live and connected',
  ai: 'Data science, computing',
  office: 'Content and staff screens',
  js: 'JavaScript on both sides',
  py: 'Python at hand',
  services: 'APIs and services',
  pace: 'Pace and one style',
  small: 'Little ceremony',
  data: 'Shape of the data',
  sec: 'Protection built in',
  front: 'Pages from the server',
  freedom: 'Own architecture',
};

/** The most points one family may give to one stack, so that one need is not counted twice. */
export const FAMILY_CAPS: Readonly<Partial<Record<Family, number>>> = {
  live: 7,
  ai: 6,
  office: 5,
  js: 7,
  py: 4,
  services: 4,
  pace: 4,
};

/** Every rule of the recommendation, in the order of the questions and their choices. */
export const RULES: readonly Rule[] = [
  {
    id: 'kind-content',
    when: { kind: 'content' },
    favors: 'django',
    points: 2,
    family: 'office',
    because:
      'Sites that publish content live on editing screens and page templates, which Django brings along.',
    evidence: ['E216', 'E042', 'E191'],
  },
  {
    id: 'kind-business',
    when: { kind: 'business' },
    favors: 'django',
    points: 2,
    family: 'office',
    because:
      'Internal tools, CRM and ERP systems are mostly records, forms and staff screens, which is what Django is made of.',
    evidence: ['E129', 'E215', 'E043'],
  },
  {
    id: 'kind-saas',
    when: { kind: 'saas' },
    favors: 'django',
    points: 2,
    family: 'office',
    because:
      'Subscription products for companies need accounts, structure and upkeep for years, and Django is often chosen for that.',
    evidence: ['E215', 'E268', 'E195'],
  },
  {
    id: 'kind-social',
    when: { kind: 'social' },
    favors: 'django',
    points: 1,
    family: 'office',
    because:
      'Communities full of user content suit Django a little better, though only one article says so.',
    evidence: ['E193'],
  },
  {
    id: 'kind-dataproduct',
    when: { kind: 'dataproduct' },
    favors: 'django',
    points: 2,
    family: 'ai',
    because:
      "Analytics and recommendations grow out of Python's data tools, and Django sits next to them.",
    evidence: ['E217', 'E238', 'E029'],
  },
  {
    id: 'kind-api',
    when: { kind: 'api' },
    favors: 'node',
    points: 2,
    family: 'services',
    because:
      'A backend that only serves other programs needs little of what Django bundles, and Express is a light base for it.',
    evidence: ['E214', 'E161', 'E023'],
  },
  {
    id: 'kind-live',
    when: { kind: 'live' },
    favors: 'node',
    points: 1,
    family: 'live',
    because: 'Chat, collaboration, games and live dashboards are what Node is best known for.',
    evidence: ['E213', 'E120', 'E252', 'E035'],
  },
  {
    id: 'kind-streaming',
    when: { kind: 'streaming' },
    favors: 'node',
    points: 3,
    family: 'live',
    because:
      'Moving audio or video through a server is steady input and output, which Node handles piece by piece.',
    evidence: ['E121', 'E155', 'E013', 'E075'],
  },
  {
    id: 'kind-small',
    when: { kind: 'small' },
    favors: 'node',
    points: 2,
    family: 'small',
    because:
      'Something tiny starts as one short file in Node, while Django sets up a whole project first.',
    evidence: ['E260', 'E261', 'E228', 'E098'],
  },
  {
    id: 'lang-js-only',
    when: { lang: 'js_only' },
    favors: 'node',
    points: 4,
    family: 'js',
    because:
      'The people on this project write JavaScript only and that must stay, so the server is JavaScript too.',
    evidence: ['E250', 'E038', 'E242'],
  },
  {
    id: 'lang-js-mostly',
    when: { lang: 'js_mostly' },
    favors: 'node',
    points: 3,
    family: 'js',
    because:
      'The people on this project mostly write JavaScript, so Node is the shorter way for them.',
    evidence: ['E250', 'E038', 'E058'],
  },
  {
    id: 'lang-py-mostly',
    when: { lang: 'py_mostly' },
    favors: 'django',
    points: 3,
    family: 'py',
    because:
      'The people on this project mostly write Python, so Django is the shorter way for them.',
    evidence: ['E040', 'E242', 'E058'],
  },
  {
    id: 'lang-py-only',
    when: { lang: 'py_only' },
    favors: 'django',
    points: 4,
    family: 'py',
    because:
      'The people on this project write Python only and that must stay, so the server is Python too.',
    evidence: ['E040', 'E242'],
  },
  {
    id: 'lang-new',
    when: { lang: 'new' },
    favors: 'django',
    points: 1,
    family: 'py',
    because:
      'For people new to both, Python reads easily and Django decides much for them; the articles do not agree, so it counts little.',
    evidence: ['E257', 'E083', 'E037'],
  },
  {
    id: 'realtime-some',
    when: { realtime: 'some' },
    favors: 'node',
    points: 1,
    family: 'live',
    because:
      'Notifications and live counters come a little easier in Node, though Django can do them too.',
    evidence: ['E035', 'E153', 'E036'],
  },
  {
    id: 'realtime-core',
    when: { realtime: 'core' },
    favors: 'node',
    points: 5,
    family: 'live',
    because:
      'The product itself is live, and every article that speaks about live products points to Node.',
    evidence: ['E125', 'E048', 'E232', 'E252'],
  },
  {
    id: 'heavy-connections',
    when: { heavy: 'connections' },
    favors: 'node',
    points: 3,
    family: 'live',
    because: 'Very many open connections are mostly waiting, and Node waits cheaply.',
    evidence: ['E152', 'E055', 'E119', 'E248'],
  },
  {
    id: 'heavy-compute',
    when: { heavy: 'compute' },
    favors: 'django',
    points: 2,
    family: 'ai',
    because:
      'Long calculations have good numeric libraries in Python and would hold up the single thread of Node.',
    evidence: ['E123', 'E104', 'E140'],
  },
  {
    id: 'heavy-ml',
    when: { heavy: 'ml' },
    favors: 'django',
    points: 5,
    family: 'ai',
    because:
      'Data and machine-learning libraries are Python libraries, and a Django app can call them directly.',
    evidence: ['E131', 'E054', 'E238', 'E258'],
  },
  {
    id: 'data-relational',
    when: { data: 'relational' },
    favors: 'django',
    points: 2,
    family: 'data',
    because: "Linked records are what Django's built-in ORM, forms and migrations were made for.",
    evidence: ['E128', 'E255', 'E030', 'E211'],
  },
  {
    id: 'data-document',
    when: { data: 'document' },
    favors: 'node',
    points: 2,
    family: 'data',
    because:
      "Free-form documents fit Node's libraries, while Django's ORM and admin expect tables.",
    evidence: ['E210', 'E032'],
  },
  {
    id: 'backoffice-basic',
    when: { backoffice: 'basic' },
    favors: 'django',
    points: 2,
    family: 'office',
    because:
      'Staff can look after records in the screens Django makes from the models, without extra code.',
    evidence: ['E130', 'E259', 'E019'],
  },
  {
    id: 'backoffice-heavy',
    when: { backoffice: 'heavy' },
    favors: 'django',
    points: 4,
    family: 'office',
    because:
      'Staff work in admin screens every day; Django ships them and in Node they would have to be built.',
    evidence: ['E130', 'E044', 'E180', 'E259'],
  },
  {
    id: 'security-accounts',
    when: { security: 'accounts' },
    favors: 'django',
    points: 1,
    family: 'sec',
    because: 'Accounts and sign-in are part of Django and have to be put together in Node.',
    evidence: ['E116', 'E175'],
  },
  {
    id: 'security-sensitive',
    when: { security: 'sensitive' },
    favors: 'django',
    points: 4,
    family: 'sec',
    because:
      'Delicate data deserves protection that is on by default, and Django has more of it switched on.',
    evidence: ['E052', 'E095', 'E236', 'E254', 'E117'],
  },
  {
    id: 'frontend-server',
    when: { frontend: 'server' },
    favors: 'django',
    points: 1,
    family: 'front',
    because:
      "Ordinary pages made on the server are the classic web app, where Django's templates and forms save time.",
    evidence: ['E018', 'E102'],
  },
  {
    id: 'frontend-spa',
    when: { frontend: 'spa' },
    favors: 'node',
    points: 2,
    family: 'js',
    because:
      'A browser app is written in JavaScript anyway, so a JavaScript server goes with it naturally.',
    evidence: ['E159', 'E127'],
  },
  {
    id: 'frontend-shared',
    when: { frontend: 'shared' },
    favors: 'node',
    points: 4,
    family: 'js',
    because: 'Browser and server can share code and types directly only when both run JavaScript.',
    evidence: ['E047', 'E127', 'E233', 'E041', 'E251'],
  },
  {
    id: 'shape-fast',
    when: { shape: 'fast' },
    favors: 'django',
    points: 3,
    family: 'pace',
    because: 'Launching soon is easier when sign-in, admin and data access are already there.',
    evidence: ['E051', 'E237', 'E132', 'E247'],
  },
  {
    id: 'shape-team',
    when: { shape: 'team' },
    favors: 'django',
    points: 2,
    family: 'pace',
    because: 'Many hands keep one style more easily when the framework sets the conventions.',
    evidence: ['E053', 'E239', 'E269', 'E081'],
  },
  {
    id: 'shape-free',
    when: { shape: 'free' },
    favors: 'node',
    points: 3,
    family: 'freedom',
    because:
      'An architecture of your own is easier to build on a runtime than inside a framework with opinions.',
    evidence: ['E049', 'E103', 'E240', 'E111'],
  },
  {
    id: 'shape-services',
    when: { shape: 'services' },
    favors: 'node',
    points: 3,
    family: 'services',
    because: 'Small, separately deployed services start light in Node.',
    evidence: ['E126', 'E234', 'E086', 'E023'],
  },
];
