/**
 * Situations in which an experienced engineer hesitates, with everything a recommendation says
 * about them. Score is Node:Django; flips are exact, in order;
 * a pair stands where no single change leads to the other stack.
 */
export type EdgeCase = readonly [
  id: string,
  situation: string,
  answers: string,
  score: string,
  band: 'fixed' | 'clear' | 'lean' | 'close',
  stack: 'node' | 'django' | 'level',
  flips: readonly string[],
];

// biome-ignore format: a table, one case a line
export const EDGES: readonly EdgeCase[] = [
  ['H01', 'live core and own ML', 'lang=both realtime=core heavy=ml', '5:5', 'close', 'level', []],
  ['H03', 'JS-only team, admin-heavy, regulated', 'lang=js_only backoffice=heavy security=sensitive data=relational', '4:10', 'fixed', 'node', []],
  ['H04', 'the same, but mostly JS', 'lang=js_mostly backoffice=heavy security=sensitive data=relational', '3:10', 'clear', 'django', ['heavy add connections + security sensitive→accounts 6:7']],
  ['H05', 'MongoDB wanted, Python team, some admin', 'lang=py_mostly data=document backoffice=basic', '2:5', 'lean', 'django', ['realtime -→core 7:5', 'lang py_mostly→js_mostly 5:2']],
  ['H08', 'CPU-heavy and live core', 'lang=both realtime=core heavy=compute', '5:2', 'lean', 'node', ['lang both→py_mostly 5:5', 'realtime core→some 1:2', 'heavy add ml 5:6']],
  ['H09', 'Python only and live core', 'lang=py_only realtime=core', '5:4', 'fixed', 'django', []],
  ['H11', 'tiny webhook, Python team', 'kind=small data=light lang=py_mostly', '2:3', 'close', 'django', ['lang py_mostly→new 2:1', 'heavy add connections 5:3', 'shape add free 5:3']],
  ['H12', 'tiny webhook, no other facts', 'kind=small data=light', '2:0', 'lean', 'node', ['data light→relational 2:2', 'backoffice -→basic 2:2', 'lang -→py_mostly 2:3']],
  ['H14', 'SaaS with shared types, mostly-JS team', 'kind=saas frontend=shared shape=fast security=accounts lang=js_mostly data=relational', '7:8', 'close', 'node', ['shape add team 7:9', 'heavy add compute 7:10', 'backoffice -→basic 7:10']],
  ['H16', 'shop, back-office and catalogue', 'kind=shop backoffice=heavy data=relational security=accounts', '0:7', 'clear', 'django', ['lang -→js_mostly + heavy add connections 6:7']],
  ['H22', 'chat screen on a hosted language model', 'heavy=hosted_ai realtime=some frontend=shared security=accounts', '5:1', 'clear', 'node', ['lang -→py_mostly 5:4', 'backoffice -→heavy 5:5', 'heavy add ml 5:6']],
  ['H26', 'nothing answered', '', '0:0', 'close', 'level', []],
  ['H35', 'JS-only team with own ML', 'lang=js_only heavy=ml', '4:5', 'fixed', 'node', []],
  ['H37', 'news site with huge readership', 'kind=content backoffice=heavy frontend=server', '0:6', 'clear', 'django', ['lang -→js_mostly + data -→document 5:6']],
  ['H43', 'fast and free together', 'shape=fast+free', '3:3', 'close', 'level', []],
];
