import Handlebars from 'handlebars';

/** Missing values throw, and nothing is escaped: that is for the quoting helpers. */
export const COMPILE_OPTIONS = { noEscape: true, strict: true };

/** Compiles a template that the build did not compile because it is newer. */
export function compileSpec(text: string): TemplateSpecification {
  return new Function(`return ${Handlebars.precompile(text, COMPILE_OPTIONS)}`)();
}
