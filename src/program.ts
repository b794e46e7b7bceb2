/** A parsed template, as small as can be shipped: its text is not repeated but pointed at. */
export type Program = readonly Part[];

export type Part =
  | readonly [from: number, to: number]
  | { readonly value: Expression }
  | { readonly block: Expression; readonly then: Program; readonly otherwise?: Program }
  | { readonly partial: string; readonly indent?: string }
  | { readonly inline: string; readonly program: Program };

/** A string, or a helper and what it is called with; `$` is the helper that gives a value by its name. */
export type Expression = string | readonly Expression[];

/** What a template may use. */
export interface Scope {
  readonly values: Readonly<Record<string, unknown>>;
  readonly helpers: ReadonlyMap<string, (...args: unknown[]) => unknown>;
  /** Helpers that take a block: they get their argument and what the two halves come to. */
  readonly blocks: ReadonlyMap<string, Block>;
  readonly partials: ReadonlyMap<string, () => string>;
}

export type Block = (value: unknown, then: () => string, otherwise: () => string) => string;

/**
 * Runs a template that was parsed from `text`.
 *
 * @throws Error when it names a value, helper or partial that the scope has not
 */
export function evaluate(program: Program, text: string, outer: Scope): string {
  const scope: Scope = { ...outer, partials: new Map(outer.partials) };
  const run = (part: Program) => evaluate(part, text, scope);

  const value = (expression: Expression): unknown => {
    if (typeof expression === 'string') return expression;
    const [name, ...args] = calls(expression);
    if (name === '$') return known(scope.values, String(args[0]), 'value');
    return named(scope.helpers, name, 'helper')(...args.map(value));
  };

  const output = (part: Part): string => {
    if ('value' in part) return String(value(part.value));
    if ('block' in part) {
      const { then, otherwise = [] } = part;
      const [name, ...args] = calls(part.block);
      const block = named(scope.blocks, name, 'block');
      return block(
        args[0] && value(args[0]),
        () => run(then),
        () => run(otherwise),
      );
    }
    if ('partial' in part) {
      const content = named(scope.partials, part.partial, 'slot')();
      return part.indent === undefined ? content : indentLines(content, part.indent);
    }
    return 'inline' in part ? '' : text.slice(part[0], part[1]);
  };

  for (const part of program) {
    if ('inline' in part) {
      (scope.partials as Map<string, () => string>).set(part.inline, () => run(part.program));
    }
  }
  return program.map(output).join('');
}

/** As Handlebars does for a partial that stands alone on its line. */
function indentLines(content: string, indent: string): string {
  const lines = content.split('\n');
  const last = lines.pop();
  return [...lines.map((line) => indent + line), last && indent + last].join('\n');
}

function calls(expression: Expression): readonly [string, ...Expression[]] {
  const [name, ...args] = expression;
  return [String(name), ...args];
}

function named<T>(all: ReadonlyMap<string, T>, name: string, kind: string): T {
  const found = all.get(name);
  if (found === undefined) throw new Error(`there is no ${kind} "${name}"`);
  return found;
}

function known(values: Scope['values'], name: string, kind: string): unknown {
  if (!Object.hasOwn(values, name)) throw new Error(`there is no ${kind} "${name}"`);
  return values[name];
}
