/**
 * Writes text that people typed as a literal of one language, so that it can neither break
 * the file it lands in nor run there. Used as Handlebars helpers of the same names.
 */

/** A JSON string with its quotes. */
export function json(text: string): string {
  return JSON.stringify(text);
}

/** A TOML basic string with its quotes. */
export function toml(text: string): string {
  const escaped = text.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: TOML forbids exactly these
    /["\\\u0000-\u001f\u007f]/g,
    (char) => (char === '"' || char === '\\' ? `\\${char}` : unicodeEscape(char)),
  );
  return `"${escaped}"`;
}

/** A YAML double-quoted scalar: a JSON string without the characters YAML forbids or takes for line ends. */
export function yaml(text: string): string {
  return json(text).replaceAll(/[\u007f-\u009f\u2028\u2029\ufeff]/g, unicodeEscape);
}

/** A Python string literal, quoted as ruff would: double quotes unless single ones escape less. */
export function py(text: string): string {
  return quoted(text, count(text, '"') > count(text, "'") ? "'" : '"');
}

/** A JavaScript string literal, quoted as Biome would with single quotes preferred. */
export function js(text: string): string {
  return quoted(text, count(text, "'") > count(text, '"') ? '"' : "'");
}

/** Text for HTML and attributes that also passes through eta and Django templates unharmed. */
export function html(text: string): string {
  return text.replaceAll(/[&<>"'{}$`]/g, (char) => `&#${char.charCodeAt(0)};`);
}

/**
 * One line of inline Markdown that shows the text as it is. What only means something in some
 * places is escaped only there, so that `C# & my_app!` is just as readable in the file.
 */
export function md(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .trim()
    .replaceAll(/[\\`*{}[\]<|~$]/g, '\\$&')
    .replaceAll(/&(?=#?\w+;)/g, '\\&')
    .replaceAll(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replaceAll(/(?<=^| )#/g, '\\#')
    .replace(/^([-+=>]|\d+[.)])/, (start) => `${start.slice(0, -1)}\\${start.slice(-1)}`);
}

function quoted(text: string, quote: string): string {
  const escaped = text.replaceAll(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters need escapes
    /[\\\u0000-\u001f\u007f\u2028\u2029]/g,
    (char) => (char === '\\' ? '\\\\' : unicodeEscape(char)),
  );
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
}

function unicodeEscape(char: string): string {
  const short: Record<string, string> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };
  return short[char] ?? `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

function count(text: string, char: string): number {
  return text.split(char).length - 1;
}
