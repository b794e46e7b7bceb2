import { expect, test } from 'vitest';
import { recommendationSchema } from '../src/recommendationSchema.ts';
import { answersSchema, projectSchema } from '../src/schema.ts';

const text = (schema: object) => `${JSON.stringify(schema, null, 2)}\n`;

test('the published schemas are what the questions and templates say; `npm run docs` renews them', async () => {
  await expect(text(answersSchema())).toMatchFileSnapshot('../schemas/answers.schema.json');
  await expect(text(projectSchema())).toMatchFileSnapshot('../schemas/project.schema.json');
  // Programs read this one: without line breaks it takes half the room in the package.
  await expect(`${JSON.stringify(recommendationSchema())}\n`).toMatchFileSnapshot(
    '../schemas/recommendation.schema.json',
  );
});
