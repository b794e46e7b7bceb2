import { findPythons, findTool, gitOutput, MINIMUM_PYTHON, type Tool } from './machine.ts';
import { howToGetPython } from './steps/install.ts';
import { loadTemplate } from './template.ts';
import type { StackId } from './types.ts';
import { isOlder, isTooOld, orNewer } from './versions.ts';

/** One line of `doctor`. */
export interface Finding {
  readonly tool: string;
  /** `missing` stops a stack, `old` and `absent` do not. */
  readonly status: 'present' | 'old' | 'missing' | 'absent';
  readonly found?: string;
  readonly purpose: string;
  /** The stack that cannot do without it. */
  readonly needs?: StackId;
  /** What to run. */
  readonly mend?: string;
}

/** Looks at every program that a starter's steps may use. Changes nothing. */
export async function examine(): Promise<readonly Finding[]> {
  return (await Promise.all([examineNode(), examineNpm(), examinePython(), examineGit()])).flat();
}

function examineNode(): readonly Finding[] {
  const found = process.versions.node;
  const oldest = loadTemplate('node').runtime?.oldest ?? [];
  const base = { tool: 'Node.js', found, purpose: `the Node starter runs on ${orNewer(oldest)}` };
  if (!isTooOld(found, oldest)) return [{ ...base, status: 'present' }];
  const mend = 'A project made here brings its own Node along; to update: https://nodejs.org';
  return [{ ...base, status: 'old', mend }];
}

async function examineNpm(): Promise<readonly Finding[]> {
  const [npm, ...others] = await Promise.all(
    ['npm', 'pnpm', 'yarn', 'bun'].map((name) => findTool([name])),
  );
  const purpose = 'installs the Node starter';
  const other = others.find((tool) => tool !== undefined);
  if (npm) return [{ tool: 'npm', status: 'present', found: npm.version, purpose }];
  if (other) return [{ tool: other.command[0], status: 'present', found: other.version, purpose }];
  const mend = 'npm comes with Node.js: https://nodejs.org';
  return [{ tool: 'npm', status: 'missing', purpose, needs: 'node', mend }];
}

async function examinePython(): Promise<readonly Finding[]> {
  const [pythons, uv] = await Promise.all([findPythons(), findTool(['uv'])]);
  const python = pythons.find(({ version }) => !isOlder(version, MINIMUM_PYTHON));
  const uvFinding: Finding = {
    tool: 'uv',
    status: uv ? 'present' : 'absent',
    ...(uv && { found: uv.version }),
    purpose: 'installs the Django starter faster; optional',
    ...(!uv && { mend: 'To get it: pip install uv' }),
  };
  const base = { tool: 'Python', purpose: `the Django starter runs on ${MINIMUM_PYTHON} or newer` };
  if (python === undefined) {
    const [newest] = pythons;
    const pythonFinding: Finding = {
      ...base,
      status: uv ? 'absent' : 'missing',
      ...(newest && { found: newest.version }),
      needs: 'django',
      mend: uv ? 'uv fetches one by itself' : howToGetPython(),
    };
    return [pythonFinding, uvFinding];
  }
  const findings: Finding[] = [{ ...base, status: 'present', found: python.version }, uvFinding];
  if (!uv && !(await hasVenv(python))) {
    findings.push({
      tool: 'venv',
      status: 'missing',
      purpose: 'keeps the packages of a Django project apart',
      needs: 'django',
      mend: 'Install it: sudo apt install python3-venv',
    });
  }
  return findings;
}

/** Debian ships Python without ensurepip, which virtual environments need. */
async function hasVenv({ command: [file, ...args] }: Tool): Promise<boolean> {
  const check = [...args, '-c', 'import venv, ensurepip'];
  const { execa } = await import('execa');
  return !(await execa(file, check, { reject: false, timeout: 20_000 })).failed;
}

async function examineGit(): Promise<readonly Finding[]> {
  const git = await findTool(['git']);
  const purpose = 'keeps the first commit that updates build on; optional';
  if (!git) {
    return [{ tool: 'git', status: 'absent', purpose, mend: 'To get it: https://git-scm.com' }];
  }
  const identity = await gitOutput(process.cwd(), ['var', 'GIT_AUTHOR_IDENT']);
  const mend =
    'git knows no author: git config --global user.name "…" and user.email "…"; until then first commits are by create-stackstart';
  return [
    {
      tool: 'git',
      status: 'present',
      found: git.version,
      purpose,
      ...(identity === undefined && { mend }),
    },
  ];
}
