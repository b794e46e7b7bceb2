import { z } from 'zod';
import type { Cursors } from './cursor.ts';

export const TITLE_LENGTH = 200;

/** 1 to 200 code points (not UTF-16 units) once trimmed, no control characters, no lone surrogates. */
const title = z
  .string('Enter a title.')
  .trim()
  .min(1, 'Enter a title.')
  .refine((text) => [...text].length <= TITLE_LENGTH, `Use at most ${TITLE_LENGTH} characters.`)
  .refine(
    (text) => !/[\p{Cc}\p{Cs}]/u.test(text),
    'Remove line breaks, tabs and other control characters.',
  );

const fields = {
  title,
  completed: z.boolean('Use true or false.'),
  order: z.int32('Use a whole number of 32 bits, or null.').nullable(),
};

const NOT_AN_OBJECT = 'Send a JSON object.';

export const newTodo = z.strictObject(
  { ...fields, completed: fields.completed.default(false), order: fields.order.default(null) },
  NOT_AN_OBJECT,
);
export type NewTodo = z.infer<typeof newTodo>;

export const todoChanges = z.strictObject(fields, NOT_AN_OBJECT).partial();
export type TodoChanges = z.infer<typeof todoChanges>;

const flag = z.enum(['true', 'false'], 'Use true or false.').transform((text) => text === 'true');

/** The page's forms: text fields, and no others are looked at. */
export const newTodoForm = z.object({ title });
export const todoChangesForm = z.object({ title, completed: flag }).partial();

export const todoId = z
  .string()
  .regex(/^[1-9]\d{0,14}$/)
  .transform(Number);

export const listQuery = (cursors: Cursors) =>
  z.object({
    limit: z
      .string('Give it once.')
      .regex(/^([1-9]\d?|100)$/, 'Use a whole number from 1 to 100.')
      .transform(Number)
      .default(100),
    completed: flag.optional(),
    cursor: z
      .string('Give it once.')
      .transform((text, context) => {
        const id = cursors.decode(text);
        if (id === undefined) context.addIssue('Use a cursor from a Link header.');
        return id ?? z.NEVER;
      })
      .optional(),
  });
export type ListQuery = z.infer<ReturnType<typeof listQuery>>;
