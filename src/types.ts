/** The two stacks a starter can be made for. */
export type StackId = 'node' | 'django';

/** The questions of the interview, in the order they are asked. */
export type QuestionId =
  | 'kind'
  | 'lang'
  | 'realtime'
  | 'heavy'
  | 'data'
  | 'backoffice'
  | 'security'
  | 'frontend'
  | 'shape'
  | 'extras';

/**
 * What the user said: a question left out, or answered "I do not know", is simply absent.
 * One choice is a string, several are a list in the order of the question's choices.
 */
export interface Answers {
  readonly kind?: string;
  readonly lang?: string;
  readonly realtime?: string;
  readonly heavy?: readonly string[];
  readonly data?: string;
  readonly backoffice?: string;
  readonly security?: string;
  readonly frontend?: string;
  readonly shape?: readonly string[];
  readonly extras?: readonly string[];
}

export interface Choice {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
}

export interface Question {
  readonly id: QuestionId;
  /** What it is about, as the subject of a sentence. */
  readonly topic: string;
  /** The wording for people who do not program. */
  readonly text: string;
  /** The wording for people who do. */
  readonly expert: string;
  /** One line: why we ask. */
  readonly why: string;
  readonly choices: readonly Choice[];
  /** How many choices may be picked together; 1 when absent. */
  readonly max?: number;
  /** A choice that excludes the others ("none", "unsure"). */
  readonly alone?: string;
  /** Asked in quick mode. */
  readonly quick: boolean;
}

/** A row of the evidence table, such as `E012`. */
export type EvidenceId = `E${string}`;

/** Rules of one family make the same point; their sum per stack is capped. */
export type Family =
  | 'live'
  | 'ai'
  | 'office'
  | 'js'
  | 'py'
  | 'services'
  | 'pace'
  | 'small'
  | 'data'
  | 'sec'
  | 'front'
  | 'freedom';

/** Every named question must hold the named choice. */
export type When = Partial<Record<QuestionId, string>>;

export interface Rule {
  readonly id: string;
  readonly when: When;
  readonly favors: StackId;
  /** Whole points, 1 to 5. */
  readonly points: number;
  readonly family: Family;
  /** The reason as a sentence for people. */
  readonly because: string;
  readonly evidence: readonly [EvidenceId, ...EvidenceId[]];
}

/** One answer changed: `from` is null when it was unanswered, `to` null when an option is dropped. */
export interface Change {
  readonly question: QuestionId;
  readonly from: string | null;
  readonly to: string | null;
}

/** The smallest change of answers that leads to the other stack: one change, or two when no single one does. */
export interface Flip {
  readonly changes: readonly Change[];
  readonly stack: StackId;
  readonly scores: Readonly<Record<StackId, number>>;
}

/** Answers that pull against each other; reported, never repaired. */
export interface Conflict {
  readonly id: string;
  readonly questions: readonly QuestionId[];
  /** What is odd about it, and what it costs, for people. */
  readonly message: string;
}

export interface Recommendation {
  readonly stack: StackId | 'level';
  readonly band: 'fixed' | 'clear' | 'lean' | 'close';
  readonly scores: Readonly<Record<StackId, number>>;
  readonly fired: readonly Rule[];
  readonly assumed: readonly QuestionId[];
  readonly flips: readonly Flip[];
  readonly conflicts: readonly Conflict[];
}

export type FeatureId = string;
export type Database = string;

/** What will be built: everything `render` needs and nothing about the machine. */
export interface Spec {
  /** The project's name as a person typed it. */
  readonly name: string;
  readonly description: string;
  /** A valid npm package name made from the name. */
  readonly packageName: string;
  /** A valid Python package name made from the name. */
  readonly moduleName: string;
  readonly stack: StackId;
  readonly db: Database;
  /** Sorted. */
  readonly features: readonly FeatureId[];
  readonly answers: Answers;
  /** The answers that were taken without being given. */
  readonly assumed: readonly QuestionId[];
  /** `--template` decided, not the rules. */
  readonly forced: boolean;
}

export interface RenderedFile {
  readonly content: string | Uint8Array;
  /** POSIX permission bits, 0o644 when absent. */
  readonly mode?: number;
}

/** Path inside the project (with `/`) → file, sorted by path. */
export type Files = ReadonlyMap<string, RenderedFile>;

/** One command to run after writing, as data. */
export interface Step {
  /** What it does, in the imperative: "Install packages". */
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  /** Absolute folder the command runs in. */
  readonly cwd: string;
  /** The same as a person would type it in that folder. */
  readonly byHand: string;
  /** Steps of one group build on each other: after a failure the rest of the group is skipped. */
  readonly group: 'install' | 'git' | 'start';
  /** Why it cannot even be tried on this machine, and what to do. */
  readonly missing?: string | undefined;
}

export interface StepResult {
  readonly title: string;
  readonly command: readonly string[];
  /** `stopped` by the user; `skipped` because of one that failed or was stopped. */
  readonly status: 'done' | 'failed' | 'stopped' | 'skipped';
  /** null when the command did not run, could not be started, or was killed. */
  readonly exitCode: number | null;
  readonly durationMs: number;
  /** The last lines the command printed, when it failed. */
  readonly output?: string;
  readonly byHand: string;
}
