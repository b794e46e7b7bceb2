import { UNKNOWN } from './answers.ts';
import { QUESTIONS } from './questions.ts';
import { loadTemplate } from './template.ts';
import type { Question } from './types.ts';
import { VERSION } from './version.ts';

/** JSON Schema (2020-12) of the answers file, made from the questions and the templates. */
export function answersSchema() {
  const templates = (['node', 'django'] as const).map((stack) => loadTemplate(stack));
  const databases = [...new Set(templates.flatMap((template) => [...template.databases.keys()]))];
  const features = [...new Set(templates.flatMap((template) => [...template.features.keys()]))];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `Answers for create-stackstart ${VERSION}`,
    type: 'object',
    additionalProperties: false,
    properties: {
      $schema: { type: 'string' },
      name: { type: 'string', minLength: 1, description: 'The project, as people read it' },
      description: { type: 'string', description: 'One sentence for the README and the page' },
      template: { enum: ['node', 'django'], description: 'The stack, whatever the rules say' },
      db: { enum: databases, description: 'The database' },
      features: {
        type: 'array',
        items: { enum: features.sort() },
        uniqueItems: true,
        description: 'Features to add to the defaults',
      },
      ...Object.fromEntries(QUESTIONS.map((question) => [question.id, questionSchema(question)])),
    },
  };
}

function questionSchema({ text, choices, max = 1 }: Question) {
  const one = {
    oneOf: [
      ...choices.map(({ id, label }) => ({ const: id, title: label })),
      { const: UNKNOWN, title: 'I do not know' },
    ],
  };
  return max === 1
    ? { ...one, description: text }
    : { type: 'array', items: one, uniqueItems: true, maxItems: max, description: text };
}

/** JSON Schema of `.stackstart.json`, what a project remembers. */
export function projectSchema() {
  const strings = { type: 'array', items: { type: 'string' }, uniqueItems: true };
  const questions = QUESTIONS.map(({ id }) => id);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'What a project made by create-stackstart remembers',
    type: 'object',
    required: ['version', 'name', 'description', 'stack', 'db', 'features', 'answers'],
    properties: {
      $schema: { type: 'string' },
      version: { type: 'string', description: 'The create-stackstart that rendered it' },
      name: { type: 'string' },
      description: { type: 'string' },
      stack: { enum: ['node', 'django'] },
      db: { type: 'string' },
      features: { ...strings, description: 'All that were selected, defaults included' },
      answers: {
        type: 'object',
        additionalProperties: false,
        properties: Object.fromEntries(
          QUESTIONS.map(({ id, max = 1 }) => [id, max === 1 ? { type: 'string' } : strings]),
        ),
      },
      assumed: { ...strings, items: { enum: questions } },
      forced: { type: 'boolean', description: 'The stack was named, not recommended' },
    },
  };
}
