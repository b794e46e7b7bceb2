import type { SourceId } from './claims.ts';

/**
 * How strongly each article speaks for Node.js and for Django, by criterion: 3 strong, 2 medium,
 * 1 weak, 0 silent; the strongest claim counts. One vote an article keeps the longest from winning.
 */
// biome-ignore format: a table, one criterion a line
export const SUPPORT: Readonly<Record<string, Readonly<Record<SourceId, readonly [node: number, django: number]>>>> = {
  'security': { S0: [0, 3], S1: [0, 3], S2: [0, 2], S3: [0, 3], S4: [0, 3] },
  'fullstack-js': { S0: [3, 0], S1: [2, 0], S2: [3, 0], S3: [3, 0], S4: [2, 0] },
  'ai-data': { S0: [0, 3], S1: [0, 0], S2: [0, 3], S3: [0, 3], S4: [0, 3] },
  'io-concurrency': { S0: [3, 0], S1: [2, 0], S2: [2, 0], S3: [3, 0], S4: [2, 0] },
  'realtime': { S0: [3, 0], S1: [0, 0], S2: [3, 0], S3: [3, 0], S4: [3, 0] },
  'saas-enterprise': { S0: [0, 2], S1: [0, 0], S2: [0, 3], S3: [0, 3], S4: [0, 3] },
  'microservices': { S0: [2, 0], S1: [2, 0], S2: [3, 0], S3: [3, 0], S4: [0, 0] },
  'relational-orm': { S0: [0, 2], S1: [0, 0], S2: [0, 3], S3: [0, 2], S4: [0, 3] },
  'flexibility': { S0: [3, 0], S1: [3, 2], S2: [2, 0], S3: [3, 0], S4: [0, 0] },
  'dev-speed': { S0: [0, 3], S1: [0, 2], S2: [0, 2], S3: [2, 3], S4: [2, 3] },
  'streaming': { S0: [2, 0], S1: [2, 0], S2: [3, 0], S3: [2, 0], S4: [0, 0] },
  'admin': { S0: [0, 2], S1: [0, 0], S2: [0, 3], S3: [0, 2], S4: [0, 2] },
  'team-skills': { S0: [2, 1], S1: [2, 0], S2: [0, 0], S3: [2, 0], S4: [3, 0] },
  'ecosystem': { S0: [2, 1], S1: [3, 0], S2: [0, 0], S3: [3, 2], S4: [3, 0] },
  'consistency': { S0: [0, 3], S1: [0, 2], S2: [0, 0], S3: [2, 2], S4: [0, 2] },
  'learning-curve': { S0: [0, 2], S1: [0, 3], S2: [0, 0], S3: [2, 2], S4: [2, 3] },
  'small-app': { S0: [0, 0], S1: [2, 0], S2: [0, 0], S3: [2, 0], S4: [2, 0] },
  'cpu-compute': { S0: [0, 0], S1: [0, 2], S2: [0, 2], S3: [0, 2], S4: [0, 0] },
  'raw-performance': { S0: [3, 0], S1: [2, 3], S2: [1, 0], S3: [2, 0], S4: [0, 0] },
  'content-cms': { S0: [0, 2], S1: [0, 0], S2: [0, 0], S3: [0, 3], S4: [0, 0] },
  'auth': { S0: [0, 0], S1: [0, 0], S2: [0, 2], S3: [0, 2], S4: [0, 0] },
  'nosql': { S0: [1, 0], S1: [0, 0], S2: [0, 0], S3: [2, 0], S4: [0, 0] },
  'general': { S0: [0, 0], S1: [0, 3], S2: [0, 0], S3: [0, 0], S4: [0, 0] },
  'spa': { S0: [0, 0], S1: [0, 0], S2: [0, 0], S3: [3, 0], S4: [0, 0] },
  'budget': { S0: [0, 0], S1: [0, 0], S2: [0, 0], S3: [2, 0], S4: [0, 0] },
  'portability': { S0: [0, 0], S1: [0, 2], S2: [0, 0], S3: [0, 0], S4: [0, 0] },
  'social-network': { S0: [0, 0], S1: [0, 0], S2: [0, 0], S3: [0, 2], S4: [0, 0] },
  'monolith': { S0: [0, 0], S1: [3, 0], S2: [0, 0], S3: [0, 2], S4: [0, 0] },
  'ecommerce': { S0: [0, 0], S1: [0, 0], S2: [0, 0], S3: [2, 3], S4: [0, 0] },
  'scalability': { S0: [0, 0], S1: [2, 2], S2: [0, 0], S3: [3, 3], S4: [0, 0] },
  'adoption': { S0: [0, 0], S1: [1, 1], S2: [0, 0], S3: [1, 1], S4: [0, 0] },
};

/** Positive for Node.js, negative for Django, at most 5: the net of the articles as points. */
export function supportIndex(criterion: string): number {
  const votes = Object.values(SUPPORT[criterion] ?? {});
  const net = votes.reduce((sum, [node, django]) => sum + node - django, 0);
  return (net / 15) * 5;
}

export interface Weight {
  readonly criterion: string;
  /** Why the points are not simply the index, rounded. */
  readonly because?: string;
}

/** What the points of each rule were taken from, and why they differ where they do. */
// biome-ignore format: a table, one rule a line
export const WEIGHTS: Readonly<Record<string, Weight>> = {
  'kind-content': { criterion: 'content-cms' },
  'kind-business': { criterion: 'saas-enterprise', because: 'The answers about data and staff carry the rest.' },
  'kind-saas': { criterion: 'saas-enterprise', because: 'The answers about data and staff carry the rest.' },
  'kind-social': { criterion: 'social-network' },
  'kind-dataproduct': { criterion: 'ai-data', because: 'The answer about Python libraries carries it.' },
  'kind-api': { criterion: 'microservices', because: 'An API alone is feasible on both.' },
  'kind-live': { criterion: 'realtime', because: 'The answer about live updates carries it.' },
  'kind-streaming': { criterion: 'streaming' },
  'kind-small': { criterion: 'small-app' },
  'lang-js-only': { criterion: 'team-skills', because: 'It also settles the stack.' },
  'lang-js-mostly': { criterion: 'team-skills' },
  'lang-py-mostly': { criterion: 'team-skills', because: 'The articles say it of JavaScript; the same for Python is only fair.' },
  'lang-py-only': { criterion: 'team-skills', because: 'The articles say it of JavaScript; the same for Python is only fair. It also settles the stack.' },
  'lang-new': { criterion: 'learning-curve', because: 'The articles do not agree (B03).' },
  'realtime-some': { criterion: 'realtime', because: 'Django copes with a few live parts (B17).' },
  'realtime-core': { criterion: 'realtime', because: 'The four articles that speak are of one mind.' },
  'heavy-connections': { criterion: 'io-concurrency', because: 'It overlaps with live updates.' },
  'heavy-compute': { criterion: 'cpu-compute' },
  'heavy-ml': { criterion: 'ai-data', because: 'The four articles that speak are of one mind, and it is close to a constraint.' },
  'data-relational': { criterion: 'relational-orm', because: 'The libraries of Node are workable (E031).' },
  'data-document': { criterion: 'nosql', because: 'Staff screens and ORM of Django expect tables.' },
  'backoffice-basic': { criterion: 'admin', because: 'Now and then is not daily work.' },
  'backoffice-heavy': { criterion: 'admin', because: 'Nothing equal ships with Node.' },
  'security-accounts': { criterion: 'auth' },
  'security-sensitive': { criterion: 'security', because: 'The hardening of the starter closes a part (B19).' },
  'frontend-server': { criterion: 'dev-speed', because: 'It holds for the classic web app only (E018).' },
  'frontend-spa': { criterion: 'spa', because: 'One article only, but one language on both sides supports it.' },
  'frontend-shared': { criterion: 'fullstack-js' },
  'shape-fast': { criterion: 'dev-speed' },
  'shape-team': { criterion: 'consistency' },
  'shape-free': { criterion: 'flexibility' },
  'shape-services': { criterion: 'microservices' },
};

/** What the points of a rule start from: the net of the articles, and why they differ from it. */
export function weightOf(rule: string): Weight & { readonly index: number } {
  const weight = WEIGHTS[rule] ?? { criterion: 'none' };
  return { ...weight, index: Math.round(supportIndex(weight.criterion) * 10) / 10 };
}
