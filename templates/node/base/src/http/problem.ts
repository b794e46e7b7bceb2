import { STATUS_CODES } from 'node:http';
import type { z } from 'zod';

export type FieldError = { detail: string } & ({ pointer: string } | { parameter: string });

/** Where Node still has the names of an older standard (RFC 9110, section 15.5). */
const TITLES: Record<number, string> = {
  413: 'Content Too Large',
  422: 'Unprocessable Content',
};

const titleOf = (status: number) => TITLES[status] ?? STATUS_CODES[status] ?? 'Error';

const DETAILS: Record<number, string> = {
  400: 'The request could not be understood.',
  403: 'The request was sent from another site.',
  404: 'There is nothing at this address.',
  405: 'This address does not take that kind of request.',
  412: 'The to-do has been changed since it was read.',
  413: 'The body is larger than 102,400 bytes.',
  415: 'The body is not in a format this address takes.',
  422: 'Some values are not valid.',
  429: 'Too many requests. Try again later.',
  500: 'Something went wrong. The error has been logged.',
  503: 'The service is not available. Try again later.',
};

/** An error that the client is told about. Everything else thrown becomes a generic 500. */
export class Problem extends Error {
  readonly status: number;
  readonly errors: FieldError[] | undefined;

  constructor(status: number, detail = detailOf(status), errors?: FieldError[]) {
    super(detail);
    this.status = status;
    this.errors = errors;
  }

  toBody(instance: string, requestId: string) {
    return {
      type: 'about:blank',
      title: titleOf(this.status),
      status: this.status,
      detail: this.message,
      instance,
      request_id: requestId,
      errors: this.errors,
    };
  }
}

const detailOf = (status: number) => DETAILS[status] ?? titleOf(status);

/** A JSON Pointer as a URI fragment (RFC 6901, section 6). */
const pointerTo = (path: readonly PropertyKey[]) =>
  ['#', ...path]
    .map(String)
    .map((key, index) =>
      index === 0
        ? key
        : encodeURIComponent(key.toWellFormed().replaceAll('~', '~0').replaceAll('/', '~1')),
    )
    .join('/');

function fieldErrors(error: z.ZodError, where: 'body' | 'query'): FieldError[] {
  const expanded = error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [key], detail: 'This field cannot be set.' }))
      : [{ path: issue.path, detail: issue.message }],
  );
  return expanded
    .slice(0, 20)
    .map(({ path, detail }) =>
      where === 'body'
        ? { pointer: pointerTo(path), detail }
        : { parameter: String(path[0]), detail },
    );
}

/** Checks what a client sent against a schema; what does not fit is a 422 that says where. */
export function parse<T extends z.ZodType>(
  schema: T,
  input: unknown,
  where: 'body' | 'query' = 'body',
): z.output<T> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  throw new Problem(422, undefined, fieldErrors(result.error, where));
}

/** Turns whatever was thrown into a problem, without repeating what a parser or driver said. */
export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  // A path with malformed percent-encoding names nothing.
  if (error instanceof URIError) return new Problem(404);
  const { status } = error instanceof Error ? (error as Error & { status?: unknown }) : {};
  const isClientError = typeof status === 'number' && status >= 400 && status < 500;
  return new Problem(isClientError ? status : 500);
}
