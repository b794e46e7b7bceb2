/**
 * The public API of create-stackstart. The default export is a plopfile, so that
 * `plop.load('create-stackstart')` works.
 */
export { parseAnswers } from './answers.ts';
export { Cancelled, StackstartError } from './errors.ts';
export { type Generated, type GenerateOptions, generate, type Planned } from './generate.ts';
export { plan, type Request } from './plan.ts';
export { default } from './plopfile.ts';
export { QUESTIONS } from './questions.ts';
export { recommend } from './recommend.ts';
export { render } from './render.ts';
export { RULES } from './rules.ts';
export { answersSchema } from './schema.ts';
export { type Feature, loadTemplate, type Template } from './template.ts';
export type * from './types.ts';
export { VERSION } from './version.ts';
