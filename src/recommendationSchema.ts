import { SOURCES } from './evidence.ts';
import { QUESTIONS } from './questions.ts';
import { FAMILY_NAMES, RULES } from './rules.ts';
import { BANDS } from './score.ts';
import { VERSION } from './version.ts';

const text = (description?: string) => ({ type: 'string', ...(description && { description }) });
const texts = (description: string) => ({ type: 'array', items: text(), description });
const points = { type: 'integer', minimum: 0 };
const stack = { enum: ['node', 'django'] };
const question = { enum: QUESTIONS.map(({ id }) => id) };

function record(properties: object, optional: readonly string[] = [], description?: string) {
  return {
    type: 'object',
    additionalProperties: false,
    required: Object.keys(properties).filter((key) => !optional.includes(key)),
    properties,
    ...(description && { description }),
  };
}

const list = (items: object, description: string) => ({ type: 'array', items, description });
const ref = (name: string) => ({ $ref: `#/$defs/${name}` });

/** JSON Schema (2020-12) of what `recommend --json` prints. */
export function recommendationSchema() {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: `What create-stackstart ${VERSION} recommends, as recommend --json prints it`,
    ...record(
      { recommendation: recommendation(), report: report(), rules: rules(), files: files() },
      ['files'],
    ),
    $defs: {
      ...ruleParts(),
      evidence: evidence(),
      scores: record({ node: points, django: points }),
    },
  };
}

function recommendation() {
  const change = record({
    question,
    from: { type: ['string', 'null'], description: 'null: it was not answered, or is added' },
    to: { type: ['string', 'null'], description: 'null: the choice is dropped' },
  });
  const flip = record({
    changes: list(change, 'One, or two when no single one does'),
    stack,
    scores: ref('scores'),
  });
  const conflict = record({
    id: text(),
    questions: list(question, 'Asked about'),
    message: text(),
  });
  return record({
    stack: { enum: ['node', 'django', 'level'] },
    band: { enum: ['fixed', ...BANDS.map(({ band }) => band)] },
    scores: ref('scores'),
    fired: list(ref('rule'), 'The rules that fitted the answers'),
    assumed: list(question, 'Answered by nobody'),
    flips: list(flip, 'Changes of answers that lead to the other stack'),
    conflicts: list(conflict, 'Answers that pull against each other'),
  });
}

function report() {
  const criterion = record({
    family: ref('family'),
    name: text(),
    node: points,
    django: points,
  });
  const reason = record({
    rule: text(),
    condition: text('The answer behind it'),
    points,
    because: text(),
    sources: list(ref('evidence'), 'The claims it rests on'),
  });
  const assumption = record({
    question,
    topic: text(),
    choices: texts('As flags'),
    labels: texts('In words'),
  });
  const feature = record({ id: text(), title: text() });
  return record(
    {
      verdict: text('One sentence'),
      confidence: { enum: ['high', 'medium', 'low', 'set by you'] },
      scores: ref('scores'),
      criteria: list(criterion, 'Points by criterion as they count, the weightiest first'),
      notes: texts('What decided, and where points are capped'),
      favoured: { ...stack, description: 'Whose reasons come first; node where level' },
      reasons: list(reason, 'The best three for the favoured stack'),
      counterReasons: list(reason, 'The best two for the other one'),
      costs: texts('What going against the score costs'),
      assumed: list(assumption, 'Answered by nobody'),
      conflicts: texts('Answers that pull against each other'),
      flips: texts('What would change it'),
      settle: record(
        { question, text: text() },
        [],
        'Where level: the question that would settle it best',
      ),
      follows: record({
        features: list(feature, 'Switched on by the answers'),
        offered: texts('Called for; the flag brings it'),
        missing: texts('Called for, but not in the starter'),
      }),
    },
    ['settle', 'follows'],
    'The same in words',
  );
}

function rules() {
  const { evidence: _, ...fields } = ruleFields();
  const explained = {
    ...fields,
    fired: { type: 'boolean' },
    evidence: list(ref('evidence'), 'The claims it rests on'),
    weight: record(
      { criterion: text(), index: { type: 'number', minimum: -5, maximum: 5 }, because: text() },
      ['because'],
      'What its points start from: positive speaks for Node.js, negative for Django',
    ),
    disputed: texts('Contradictions between the articles that it settles'),
  };
  return { ...list(record(explained), 'Every rule'), minItems: RULES.length };
}

function files() {
  const file = record({ path: text(), action: { enum: ['create', 'replace'] } });
  return list(file, 'The page of --html');
}

const ruleFields = () => ({
  id: text(),
  when: { type: 'object', propertyNames: question, additionalProperties: text() },
  favors: stack,
  points: { type: 'integer', minimum: 1, maximum: 5 },
  family: ref('family'),
  because: text(),
  evidence: { type: 'array', items: text(), minItems: 1 },
});

const ruleParts = () => ({
  rule: record(ruleFields()),
  family: { enum: Object.keys(FAMILY_NAMES) },
});

function evidence() {
  return record({
    id: text(),
    source: { enum: Object.keys(SOURCES) },
    article: text(),
    publisher: text(),
    section: text(),
    criterion: text(),
    direction: { enum: ['node', 'django', 'neutral', 'both-possible'] },
    strength: { enum: ['strong', 'medium', 'weak'] },
    claim: text('In the words of this tool'),
  });
}
