/// <reference types="handlebars" />
// The parser alone: running templates is program.ts's business.
import handlebars from 'handlebars/dist/cjs/handlebars/compiler/base.js';
import type { Expression, Part, Program } from './program.ts';

/**
 * Parses a Handlebars template, whitespace control included.
 *
 * @throws Error when it is malformed or uses what our templates do without
 */
export function parseTemplate(text: string): Program {
  return programOf(handlebars.parse(text), text);
}

function programOf({ body }: hbs.AST.Program, text: string): Program {
  return body.map((statement) => partOf(statement, text)).filter((part) => part !== undefined);
}

function partOf(statement: hbs.AST.Statement, text: string): Part | undefined {
  if (is<hbs.AST.CommentStatement>(statement, 'CommentStatement')) return undefined;
  if (is<hbs.AST.ContentStatement>(statement, 'ContentStatement')) {
    // Wherever the same characters stand: only they matter.
    const from = text.indexOf(statement.value);
    return statement.value === '' ? undefined : [from, from + statement.value.length];
  }
  if (is<hbs.AST.MustacheStatement>(statement, 'MustacheStatement')) {
    return { value: callOf(statement) };
  }
  if (is<hbs.AST.BlockStatement>(statement, 'BlockStatement')) {
    const then = programOf(statement.program, text);
    const otherwise = statement.inverse && programOf(statement.inverse, text);
    return { block: callOf(statement, true), then, ...(otherwise && { otherwise }) };
  }
  if (statement.type === 'DecoratorBlock') {
    const { params, program } = statement as hbs.AST.DecoratorBlock;
    const [inline] = params.map(expressionOf);
    return { inline: String(inline), program: programOf(program, text) };
  }
  if (is<hbs.AST.PartialStatement>(statement, 'PartialStatement')) {
    const { indent } = statement as hbs.AST.PartialStatement & { indent: string };
    const partial = nameOf(statement.name as hbs.AST.Expression);
    return { partial, ...(indent && { indent }) };
  }
  throw unsupported(statement);
}

type Call = Pick<hbs.AST.MustacheStatement, 'params'> & {
  path: hbs.AST.Expression | hbs.AST.Literal;
};

/** A name with arguments is a helper, one without is a value. */
function callOf({ path, params }: Call, isBlock = false): Expression {
  const name = nameOf(path);
  const args = params.map(expressionOf);
  return args.length === 0 && !isBlock ? ['$', name] : [name, ...args];
}

function expressionOf(expression: hbs.AST.Expression): Expression {
  if (is<hbs.AST.StringLiteral>(expression, 'StringLiteral')) return expression.value;
  if (is<hbs.AST.SubExpression>(expression, 'SubExpression')) return callOf(expression);
  return ['$', nameOf(expression)];
}

function nameOf(expression: hbs.AST.Expression): string {
  if (!is<hbs.AST.PathExpression>(expression, 'PathExpression')) throw unsupported(expression);
  return expression.original;
}

function is<T extends hbs.AST.Node>(node: hbs.AST.Node, type: T['type']): node is T {
  return node.type === type;
}

function unsupported({ type, loc }: hbs.AST.Node): Error {
  return new Error(`line ${loc.start.line}: no template of ours uses a ${type}`);
}
