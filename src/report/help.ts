import { QUESTIONS } from '../questions.ts';
import { VERSION } from '../version.ts';

/** The text of `--help`. */
export function helpText(): string {
  const questions = QUESTIONS.map(({ id, text, choices, max = 1 }) => {
    const values = choices.map((choice) => choice.id).join('|');
    return `  --${id.padEnd(12)} ${text}\n  ${' '.repeat(14)} ${values}${max > 1 ? '  (several: a,b)' : ''}`;
  });
  return `create-stackstart ${VERSION}
Recommends Node.js (Express) or Django, with reasons, and writes a starter that runs at once.

Usage
  npm create stackstart@latest [dir] -- [flags]      or: npx create-stackstart [dir] [flags]
  create-stackstart recommend [flags]                only the recommendation; writes nothing
  create-stackstart doctor [--json]                  what this machine has and lacks
  create-stackstart schema                           JSON Schema of the answers file

Answers (whatever is left out is asked on a terminal, and not answered elsewhere)
${questions.join('\n')}

Project
  --template     node|django: the stack, whatever the rules say (alias --stack)
  --db           the database; sqlite is the default
  --feature      features to add, comma-separated; --no-FEATURE leaves a default one out
                 (--no-agents-md: no AGENTS.md)
  --answers      FILE with answers as JSON, - for standard input; flags win over it
  -y, --yes      ask nothing: defaults for the rest

What happens
  --dry-run      list every file and every step; write nothing
  --no-install   do not install packages
  --no-git       no git repository; --git makes one even inside another
  --pm           npm|pnpm|yarn|bun (the one that runs this otherwise)
  --start        start the app at the end and print its address
  --json         one JSON document on stdout; everything else goes to stderr
  --explain      recommend: every rule that fired or did not, with its evidence
  --html FILE    recommend: the same as one page whose answers can be changed; replaces only
                 a page of this tool, or any file with --overwrite
  --no-interactive  never prompt; --interactive insists on it
  -v, --version  -h, --help

Exit status
  0 done · 1 failure · 2 bad usage or answers · 3 written, but a later step failed
  4 refused as unsafe · 130 cancelled
`;
}
