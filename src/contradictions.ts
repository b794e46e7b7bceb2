import type { EvidenceId } from './types.ts';

export interface Side {
  /** What this side claims, in our words. */
  readonly says: string;
  /** Empty where an article shows it without claiming it. */
  readonly evidence: readonly EvidenceId[];
}

/** A point on which the articles disagree, sometimes one with itself. */
export interface Contradiction {
  readonly id: `B${string}`;
  readonly topic: string;
  readonly sides: readonly [Side, Side];
  readonly resolution: string;
  /** The rules that carry the resolution; none where it was settled by not scoring. */
  readonly rules: readonly string[];
}

/** Every contradiction found in the articles and how it was settled. */
export const CONTRADICTIONS: readonly Contradiction[] = [
  {
    id: 'B01',
    topic: 'Overall performance',
    sides: [
      { says: 'Django wins by a wide margin', evidence: ['E105', 'E106'] },
      {
        says: 'Node is the faster one',
        evidence: ['E003', 'E014', 'E067', 'E133', 'E142', 'E206'],
      },
    ],
    resolution:
      'Performance is not scored. It is split into open connections (Node), long calculations (see B02) and ordinary load, which both carry; threads and caches are open to both.',
    rules: ['heavy-connections', 'heavy-compute'],
  },
  {
    id: 'B02',
    topic: 'Heavy computation',
    sides: [
      { says: 'Threads suit it, hence Django', evidence: ['E104', 'E123', 'E140', 'E168', 'E205'] },
      { says: 'Compiled JavaScript outruns interpreted Python', evidence: ['E067', 'E142'] },
    ],
    resolution:
      'Threads in Python usually share one lock, so the real advantage is its native numeric and ML libraries: those count 5 points, plain calculation 2. Both starters take calculation out of the request.',
    rules: ['heavy-compute', 'heavy-ml'],
  },
  {
    id: 'B03',
    topic: 'Which is easier to learn',
    sides: [
      {
        says: 'Django is steeper; Node leads to full-stack work soonest',
        evidence: ['E229', 'E230', 'E265'],
      },
      {
        says: 'Django is easier, Node has hurdles',
        evidence: ['E037', 'E039', 'E080', 'E083', 'E183', 'E257'],
      },
    ],
    resolution:
      'It depends on what people know. A known language counts 3 points either way; being new to both only 1 for Django, which any aim in the browser outvotes.',
    rules: ['lang-js-mostly', 'lang-py-mostly', 'lang-new'],
  },
  {
    id: 'B04',
    topic: 'Is the Django ORM easy?',
    sides: [
      { says: 'It is hard', evidence: ['E229'] },
      { says: 'It is easy and unified', evidence: ['E030', 'E112', 'E179'] },
    ],
    resolution:
      'Easy for ordinary records, in need of guidance for advanced queries. Linked records keep their points, and the starter shows example queries.',
    rules: ['data-relational'],
  },
  {
    id: 'B05',
    topic: 'Which one scales',
    sides: [
      { says: 'Node scales further', evidence: ['E084', 'E207', 'E235'] },
      { says: 'Django is made for large scale', evidence: ['E177', 'E203'] },
    ],
    resolution:
      'A third view is a draw (E016, E091). Scale is not scored; the load is asked for instead: open connections, or separately deployed services.',
    rules: ['heavy-connections', 'shape-services'],
  },
  {
    id: 'B06',
    topic: 'Is a monolith bad?',
    sides: [
      { says: 'Restrictive, even harmful', evidence: ['E096', 'E097'] },
      { says: 'It scales and stays modular', evidence: ['E064', 'E081', 'E186', 'E208'] },
    ],
    resolution:
      'One modular application is the right start for one team. Only an explicit wish for separately deployed parts counts, 3 points for Node.',
    rules: ['shape-services'],
  },
  {
    id: 'B07',
    topic: 'Conventions: help or hindrance?',
    sides: [
      { says: 'A hindrance', evidence: ['E025', 'E096', 'E101', 'E229'] },
      { says: 'A help', evidence: ['E024', 'E053', 'E081', 'E239', 'E269'] },
    ],
    resolution:
      'Two different needs: freedom counts 3 points for Node, uniformity 2 for Django. Asking for both makes a close call, as it should.',
    rules: ['shape-free', 'shape-team'],
  },
  {
    id: 'B08',
    topic: 'Usability',
    sides: [
      { says: 'Node, because it can be customised', evidence: ['E099', 'E103'] },
      { says: 'Django is the easier tool, says the same article', evidence: ['E083', 'E102'] },
    ],
    resolution:
      'One word for two things. Customising belongs to freedom, ease belongs to learning; nothing is called usability.',
    rules: ['shape-free', 'lang-new'],
  },
  {
    id: 'B09',
    topic: 'Speed of development',
    sides: [
      {
        says: 'Node is quicker through one language and npm',
        evidence: ['E144', 'E219', 'E221', 'E266'],
      },
      {
        says: 'Django is quicker through its built-ins',
        evidence: ['E018', 'E051', 'E132', 'E209', 'E237', 'E245'],
      },
    ],
    resolution:
      'Launching soon counts 3 points for Django. What Node gains comes from the language of the team and from shared code, which are asked separately.',
    rules: ['shape-fast', 'frontend-shared'],
  },
  {
    id: 'B10',
    topic: 'Number of dependencies',
    sides: [
      { says: 'Node needs fewer', evidence: ['E219'] },
      {
        says: 'Node needs more, says the same article',
        evidence: ['E009', 'E115', 'E209', 'E223'],
      },
    ],
    resolution:
      'Node needs more packages on the server and one language fewer overall. It is not scored; the Node starter keeps its list short and locked.',
    rules: [],
  },
  {
    id: 'B11',
    topic: 'Startups and first products',
    sides: [
      { says: 'Node is popular with startups', evidence: ['E266'] },
      {
        says: 'Django is the choice for a first product',
        evidence: ['E045', 'E171', 'E225', 'E245'],
      },
    ],
    resolution:
      'The kind of product decides. Records and staff screens go to Django; where the core is live, 5 points for Node outweigh the 3 for launching soon.',
    rules: ['realtime-core', 'shape-fast'],
  },
  {
    id: 'B12',
    topic: 'Small or simple applications',
    sides: [
      { says: 'Django is too much for them', evidence: ['E098', 'E228', 'E261'] },
      {
        says: 'Django is best for prototypes and quick record keeping',
        evidence: ['E045', 'E132', 'E245'],
      },
    ],
    resolution:
      'Small means two things. Few endpoints and little data count 2 points for Node; a few screens over records with staff behind them go to Django through their own answers.',
    rules: ['kind-small', 'backoffice-basic'],
  },
  {
    id: 'B13',
    topic: 'Shops',
    sides: [
      { says: 'Busy shops suit Node', evidence: ['E157', 'E158', 'E167'] },
      { says: 'The table of the same article lists shops under Django', evidence: ['E212'] },
    ],
    resolution:
      'A shop as such counts nothing. Catalogue, orders and staff lead to Django, very many open connections to Node.',
    rules: ['data-relational', 'backoffice-heavy', 'heavy-connections'],
  },
  {
    id: 'B14',
    topic: 'Who uses what',
    sides: [
      { says: 'The same firms appear as users of Node', evidence: ['E068', 'E156', 'E163'] },
      { says: 'and as users of Django', evidence: ['E073', 'E174', 'E188', 'E198', 'E226'] },
    ],
    resolution:
      'Large firms run both. Names illustrate and prove nothing, so they are neither scored nor printed.',
    rules: [],
  },
  {
    id: 'B15',
    topic: 'Support for databases',
    sides: [
      { says: 'Node serves relational and document stores', evidence: ['E032', 'E210'] },
      {
        says: 'Django is best for data, but mainly relational; Node has no ORM of its own',
        evidence: ['E030', 'E031', 'E112', 'E211', 'E255'],
      },
    ],
    resolution:
      'Breadth and depth are both real: documents count 2 points for Node, linked records 2 for Django. PostgreSQL JSON columns often make a document store unnecessary.',
    rules: ['data-document', 'data-relational'],
  },
  {
    id: 'B16',
    topic: 'How Django handles many users',
    sides: [
      { says: 'Threads make it fast', evidence: ['E105'] },
      { says: 'Threads or steps make it slow', evidence: ['E141', 'E148', 'E249'] },
    ],
    resolution:
      'These describe different deployments, and recent Django has asynchronous parts as well (E036, E113). The starter runs asynchronously only when something is live.',
    rules: ['heavy-connections'],
  },
  {
    id: 'B17',
    topic: 'Can Django do live features?',
    sides: [
      { says: 'It can, though seldom as first choice', evidence: ['E036', 'E113'] },
      { says: 'It is weak at them', evidence: ['E122', 'E204', 'E227'] },
    ],
    resolution:
      'A few live features count only 1 point for Node, because Django copes; a product that is live counts 5.',
    rules: ['realtime-some', 'realtime-core'],
  },
  {
    id: 'B18',
    topic: 'How much safety is built in',
    sides: [
      { says: 'Hardly a thought is needed', evidence: ['E092', 'E176'] },
      {
        says: 'Defaults guide and do not guarantee; Node can be as safe',
        evidence: ['E033', 'E034'],
      },
    ],
    resolution:
      'Defaults lower the effort, not the duty. Delicate data counts 4 points for Django, both starters are hardened and tested, and nothing here promises compliance.',
    rules: ['security-sensitive'],
  },
  {
    id: 'B19',
    topic: 'Node without protection',
    sides: [
      { says: 'It has none built in', evidence: ['E094', 'E223'] },
      { says: 'It is safe when built with care', evidence: ['E034'] },
    ],
    resolution:
      'True of Node alone. The starter closes much of the gap, so the rule stays at 4 points, below what the articles would give.',
    rules: ['security-sensitive'],
  },
  {
    id: 'B20',
    topic: 'Community and support',
    sides: [
      { says: "Node's is larger and livelier", evidence: ['E070', 'E071', 'E077', 'E147'] },
      {
        says: "Python's is large and well documented too; npm is uneven",
        evidence: ['E027', 'E184'],
      },
    ],
    resolution:
      'Not scored: both are ample for anything a starter needs, and size does not change how a project ends.',
    rules: [],
  },
  {
    id: 'B21',
    topic: 'Where it runs',
    sides: [
      { says: 'Python runs more widely', evidence: ['E088'] },
      { says: 'Another article sets up both without such a limit', evidence: [] },
    ],
    resolution: 'The claim is wrong: Node.js runs on macOS. Not scored.',
    rules: [],
  },
  {
    id: 'B22',
    topic: 'Cost',
    sides: [
      { says: 'Node is cheaper to run', evidence: ['E148', 'E165'] },
      { says: 'Django is cheaper to build', evidence: ['E180', 'E245'] },
    ],
    resolution:
      'Running costs matter at scale and building costs at launch; both licences are free (E069). Budget is not asked; the wish to launch soon is.',
    rules: ['shape-fast'],
  },
  {
    id: 'B23',
    topic: 'Hiring',
    sides: [
      { says: 'People for the whole stack are easy to find', evidence: ['E218'] },
      {
        says: 'Django may need experienced people, yet Python is common',
        evidence: ['E072', 'E184', 'E230'],
      },
    ],
    resolution:
      'That differs from place to place and is never guessed. The languages people know carry it.',
    rules: ['lang-js-mostly', 'lang-py-mostly'],
  },
  {
    id: 'B24',
    topic: 'Is there a winner?',
    sides: [
      { says: 'Django, overall', evidence: ['E107'] },
      {
        says: 'Nobody; it depends',
        evidence: ['E057', 'E125', 'E126', 'E127', 'E128', 'E129', 'E130', 'E131', 'E231', 'E242'],
      },
    ],
    resolution: 'Both start from zero, and when nothing tells them apart the result says so.',
    rules: [],
  },
  {
    id: 'B25',
    topic: 'Two languages, browser and server',
    sides: [
      { says: 'Two languages bring friction', evidence: ['E145'] },
      {
        says: 'Django behind a browser app is an ordinary pairing, says another article',
        evidence: [],
      },
    ],
    resolution:
      'A browser app alone counts 2 points for Node, sharing code and types 4. With Django a typed API schema keeps the browser in step.',
    rules: ['frontend-spa', 'frontend-shared'],
  },
];

export interface Refusal {
  readonly evidence: readonly EvidenceId[];
  readonly why: string;
}

/** What the articles say and no rule follows. */
export const NOT_ENCODED: readonly Refusal[] = [
  { evidence: ['E088'], why: 'That Node does not run on Apple systems is wrong.' },
  { evidence: ['E092'], why: 'That security hardly needs thought is unsafe advice.' },
  {
    evidence: [],
    why: 'That templates stop injection and forged requests is imprecise: queries are parameterised by the ORM, forged requests are stopped by a token, scripts by escaping, and framing by a header.',
  },
  {
    evidence: [],
    why: 'That an engineer of a search company created Node is not needed here and, as far as we know, wrong.',
  },
  {
    evidence: ['E142', 'E168', 'E205'],
    why: 'Which language computes faster is claimed both ways by one article; threads alone do not make Python compute faster (B02).',
  },
  {
    evidence: ['E059', 'E060', 'E071', 'E163', 'E164', 'E165', 'E221', 'E245'],
    why: 'Shares, percentages, hours and package counts come without a source or a method, and some stop in 2021.',
  },
  {
    evidence: ['E073', 'E154', 'E160', 'E188'],
    why: 'Which well-known product runs on which stack is unverified and in places doubtful, so no rule rests on it and no name is printed.',
  },
  {
    evidence: [],
    why: 'The first steps of the Django tutorial do not work as written: a file it opens does not exist, the admin route gets lost, and the command that makes migrations is missing.',
  },
  {
    evidence: [],
    why: 'No article shows an Express server in code; the Node example uses the bare http module.',
  },
  {
    evidence: [],
    why: 'The recommended versions do not fit the advice to take the most stable ones: odd Node lines never get long-term support, and a Python may still be a pre-release.',
  },
  { evidence: [], why: 'Strict MVC and model-view-template are two names for the same thing.' },
];
