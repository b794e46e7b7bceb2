import type { FeatureId } from './types.ts';

export interface Cost {
  /** What it takes on the stack that the rule does not favour. */
  readonly cost: string;
  /** Features of a starter that take part of it off you. */
  readonly easedBy: readonly FeatureId[];
}

/** What going without the stack a rule favours costs, by the rule's id. */
// biome-ignore format: a table, one rule a line
export const COSTS: Readonly<Record<string, Cost>> = {
  'kind-content': { cost: 'Editing screens and their rights are built by hand.', easedBy: ['backoffice'] },
  'kind-business': { cost: 'Every list, form and staff screen is built by hand.', easedBy: ['backoffice'] },
  'kind-saas': { cost: 'Accounts, structure and conventions are yours to settle and to defend for years.', easedBy: ['auth'] },
  'kind-social': { cost: 'Moderation screens for what people post are built by hand.', easedBy: ['auth', 'backoffice'] },
  'kind-dataproduct': { cost: 'Data work runs beside the app, in a Python service with its own deployment.', easedBy: ['jobs'] },
  'kind-api': { cost: 'Much of the framework stays unused behind an API.', easedBy: ['openapi'] },
  'kind-live': { cost: 'Live parts run on ASGI with Channels, a second way of writing views.', easedBy: ['websocket', 'sse'] },
  'kind-streaming': { cost: 'Media is better served by a file store or a proxy than through Django.', easedBy: ['redis'] },
  'kind-small': { cost: 'A tiny tool carries the layout of a whole project.', easedBy: [] },
  'lang-js-only': { cost: 'People write Python, which they said they do not.', easedBy: [] },
  'lang-js-mostly': { cost: 'People spend weeks becoming fluent in Python.', easedBy: [] },
  'lang-py-mostly': { cost: 'People spend weeks becoming fluent in TypeScript.', easedBy: [] },
  'lang-py-only': { cost: 'People write TypeScript, which they said they do not.', easedBy: [] },
  'lang-new': { cost: 'Newcomers meet more decisions before their first page.', easedBy: [] },
  'realtime-some': { cost: 'Pushing updates takes an asynchronous server.', easedBy: ['sse'] },
  'realtime-core': { cost: 'A live product needs ASGI, Channels and a broker to run; load-test early.', easedBy: ['websocket', 'redis'] },
  'heavy-connections': { cost: 'Many open connections take an asynchronous server and more memory each.', easedBy: ['redis', 'cache'] },
  'heavy-compute': { cost: 'Calculations must leave the one thread: a queue and workers.', easedBy: ['jobs'] },
  'heavy-ml': { cost: 'The Python libraries run in a worker of their own, a second language to build and watch.', easedBy: ['jobs'] },
  'data-relational': { cost: 'Queries and forms of linked records are written one by one.', easedBy: ['postgres'] },
  'data-document': { cost: 'Free-form records go into JSON columns, and staff screens do not cover them.', easedBy: ['postgres'] },
  'backoffice-basic': { cost: 'A page to look after records is built and kept by you.', easedBy: ['backoffice'] },
  'backoffice-heavy': { cost: 'Staff screens are a product of their own; a ready admin tool may be cheaper.', easedBy: ['backoffice'] },
  'security-accounts': { cost: 'Accounts are put together from separate parts.', easedBy: ['auth'] },
  'security-sensitive': { cost: 'Protection is put together from parts and kept up by you.', easedBy: ['auth', 'audit'] },
  'frontend-server': { cost: 'Pages and forms come with less help.', easedBy: [] },
  'frontend-spa': { cost: 'Browser and server are written in two languages.', easedBy: ['openapi'] },
  'frontend-shared': { cost: 'Code cannot be shared; types are generated from the API description.', easedBy: ['openapi'] },
  'shape-fast': { cost: 'Sign-in, staff screens and data access take time before the first launch.', easedBy: ['auth', 'backoffice'] },
  'shape-team': { cost: 'One style has to be written down and watched.', easedBy: ['ci'] },
  'shape-free': { cost: 'An architecture of your own works against the conventions.', easedBy: [] },
  'shape-services': { cost: 'Each separate part carries a whole framework.', easedBy: ['docker', 'observability'] },
};
