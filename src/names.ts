import { builtinModules } from 'node:module';
import { StackstartError } from './errors.ts';

/** The three forms of one project name. */
export interface Names {
  /** As typed, for people: README, page title. */
  readonly name: string;
  /** Valid for npm: lower case, `a-z 0-9 - . _`, at most 214 characters. */
  readonly packageName: string;
  /** Valid as a Python package: an identifier that is no keyword and hides no known module. */
  readonly moduleName: string;
}

const NPM_RESERVED = new Set(['node_modules', 'favicon.ico', ...builtinModules]);
const MAX_NPM_LENGTH = 214;

const PYTHON_KEYWORDS =
  'and as assert async await break case class continue def del elif else except false finally for from global if import in is lambda match none nonlocal not or pass raise return true try type while with yield';
// sys.stdlib_module_names of Python 3.10 to 3.14 without private modules.
const PYTHON_STANDARD_LIBRARY =
  'abc aifc annotationlib antigravity argparse array ast asynchat asyncio asyncore atexit audioop base64 bdb binascii binhex bisect builtins bz2 calendar cgi cgitb chunk cmath cmd code codecs codeop collections colorsys compileall compression concurrent configparser contextlib contextvars copy copyreg cprofile crypt csv ctypes curses dataclasses datetime dbm decimal difflib dis distutils doctest email encodings ensurepip enum errno faulthandler fcntl filecmp fileinput fnmatch fractions ftplib functools gc genericpath getopt getpass gettext glob graphlib grp gzip hashlib heapq hmac html http idlelib imaplib imghdr imp importlib inspect io ipaddress itertools json keyword lib2to3 linecache locale logging lzma mailbox mailcap marshal math mimetypes mmap modulefinder msilib msvcrt multiprocessing netrc nis nntplib nt ntpath nturl2path numbers opcode operator optparse os ossaudiodev pathlib pdb pickle pickletools pipes pkgutil platform plistlib poplib posix posixpath pprint profile pstats pty pwd py_compile pyclbr pydoc pydoc_data pyexpat queue quopri random re readline reprlib resource rlcompleter runpy sched secrets select selectors shelve shlex shutil signal site smtpd smtplib sndhdr socket socketserver spwd sqlite3 sre_compile sre_constants sre_parse ssl stat statistics string stringprep struct subprocess sunau symtable sys sysconfig syslog tabnanny tarfile telnetlib tempfile termios test textwrap this threading time timeit tkinter token tokenize tomllib trace traceback tracemalloc tty turtle turtledemo types typing unicodedata unittest urllib uu uuid venv warnings wave weakref webbrowser winreg winsound wsgiref xdrlib xml xmlrpc zipapp zipfile zipimport zlib zoneinfo';
// Django itself, what the starter is made of, and the folders inside it.
const PYTHON_TAKEN =
  'django ninja pytest whitenoise uvicorn gunicorn corsheaders csp apps config manage tests';
const PYTHON_RESERVED = new Set(
  `${PYTHON_KEYWORDS} ${PYTHON_STANDARD_LIBRARY} ${PYTHON_TAKEN}`.split(' '),
);

/**
 * Makes the names of a project from what a person typed.
 * What a registry or a language refuses is mended; the typed name stays for people.
 *
 * @throws StackstartError `invalid-name` when nothing is left to make a name of.
 */
export function makeNames(typed: string): Names {
  const name = typed.normalize('NFC').trim();
  if (name === '') {
    throw new StackstartError('invalid-name', 'The project name is empty.', {
      hint: 'Give the project a name, for example: my-app',
    });
  }
  return { name, packageName: toPackageName(name), moduleName: toModuleName(name) };
}

function toPackageName(name: string): string {
  const slug = toSlug(name).slice(0, MAX_NPM_LENGTH).replace(/-+$/, '') || 'app';
  return NPM_RESERVED.has(slug) ? `${slug}-app` : slug;
}

function toModuleName(name: string): string {
  const words = toSlug(name).replaceAll('-', '_') || 'app';
  const identifier = /^\d/.test(words) ? `app_${words}` : words;
  return PYTHON_RESERVED.has(identifier) ? `${identifier}_app` : identifier;
}

/** Lower-case ASCII words joined by `-`; accents are dropped, other scripts are left out. */
function toSlug(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '');
}
