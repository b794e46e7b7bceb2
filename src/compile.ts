import Handlebars from 'handlebars';

/** Missing values throw, and nothing is escaped: that is for the quoting helpers. */
export const COMPILE_OPTIONS = { noEscape: true, strict: true };

/**
 * Compiles a template that the build did not compile because it is newer. In the bundle the
 * compiler behind it loads only when this is called (rolldown.config.js).
 */
export function compileSpec(text: string): TemplateSpecification {
  return new Function(`return ${Handlebars.precompile(text, COMPILE_OPTIONS)}`)();
}
