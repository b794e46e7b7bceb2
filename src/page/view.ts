import type { Contradiction } from '../contradictions.ts';
import type { Evidence } from '../evidence.ts';
import { html } from '../quote.ts';
import { describeFollows } from '../report/follows.ts';
import type { Criterion, Reason, Report } from '../report/report.ts';
import { conditionOf, inWords, sentence } from '../report/verdict.ts';
import { NAMES, other } from '../score.ts';
import type { Recommendation, Rule } from '../types.ts';
import { contradictionsOf } from '../verdict.ts';

/** The verdict, the score and how firm it is: what stays in sight while answers change. */
export function renderVerdict({ verdict, scores, confidence }: Report): string {
  return `<p class="verdict">${html(verdict)}</p>
<p class="small">${NAMES.node} ${scores.node} : ${scores.django} ${NAMES.django}, confidence: ${confidence}</p>`;
}

/** Everything below the verdict. */
export function renderReport(report: Report, recommendation: Recommendation): string {
  const { favoured, criteria, notes, follows } = report;
  return [
    list('', notes),
    criteria.length > 0 ? renderChart(report) : '',
    reasons(`For ${NAMES[favoured]}`, report.reasons),
    reasons(`For ${NAMES[other(favoured)]}`, report.counterReasons),
    list('What going against the score costs', report.costs),
    list(
      'Assumed, not said by you',
      report.assumed.map(({ topic, labels }) => `${sentence(topic)}: ${labels.join(', ')}`),
    ),
    list('Answers that pull against each other', report.conflicts),
    list('What would change it', report.flips),
    list('What would settle it best', report.settle ? [report.settle.text] : []),
    list('What it means for the project', describeFollows(follows)),
    renderAllRules(recommendation),
  ]
    .filter((part) => part !== '')
    .join('\n');
}

/** Bars grow from the middle: Node.js to the left, Django to the right. The numbers say it as well. */
function renderChart({ criteria, scores }: Report): string {
  const most = Math.max(...criteria.flatMap(({ node, django }) => [node, django]));
  const bar = (points: number, side: 'node' | 'django') =>
    `<svg class="bar ${side}" viewBox="0 0 ${most} 1" preserveAspectRatio="none" aria-hidden="true"><rect x="${side === 'node' ? most - points : 0}" width="${points}" height="1"/></svg>`;
  const row = ({ name, node, django }: Criterion) =>
    `<tr><th scope="row">${html(name)}</th><td class="node"><span class="cell">${bar(node, 'node')}<span>${node}</span></span></td><td class="django"><span class="cell"><span>${django}</span>${bar(django, 'django')}</span></td></tr>`;
  return `<section><h2>Points by criterion</h2>
<table>
<thead><tr><th scope="col">Criterion</th><th scope="col" class="node">${NAMES.node}</th><th scope="col" class="django">${NAMES.django}</th></tr></thead>
<tbody>${criteria.map(row).join('\n')}</tbody>
<tfoot><tr><th scope="row">In all</th><td class="node">${scores.node}</td><td class="django">${scores.django}</td></tr></tfoot>
</table></section>`;
}

function reasons(title: string, list: readonly Reason[]): string {
  if (list.length === 0) return '';
  const items = list.map(
    ({ because, rule, condition, points, sources }) =>
      `<li>${html(because)} <span class="small">${html(inWords(condition))}, ${points} ${points === 1 ? 'point' : 'points'}</span>${evidence(rule, sources)}</li>`,
  );
  return `<section><h2>${title}</h2><ol>${items.join('\n')}</ol></section>`;
}

/** The articles behind a rule: the sentences to argue with. */
function evidence(rule: string, sources: readonly Evidence[]): string {
  const articles = new Set(sources.map(({ source }) => source)).size;
  const claims = sources.map(
    ({ id, article, publisher, section, claim, strength }) =>
      `<li>${html(claim)} <span class="small">${id}, ${strength}: “${html(article)}”, ${html(publisher)}, section “${html(section)}”</span></li>`,
  );
  const disputes = contradictionsOf(rule).map(
    ({ id, topic, resolution }: Contradiction) =>
      `<li>Disputed, “${html(topic)}”: ${html(resolution)} <span class="small">${id}</span></li>`,
  );
  return `<details id="claims-${rule}"><summary>${sources.length} ${sources.length === 1 ? 'claim' : 'claims'} from ${articles} ${articles === 1 ? 'article' : 'articles'}</summary><ul>${[...claims, ...disputes].join('\n')}</ul></details>`;
}

function renderAllRules({ fired }: Recommendation): string {
  if (fired.length === 0) return '';
  const line = (rule: Rule) =>
    `<li>${NAMES[rule.favors]} +${rule.points}: ${html(rule.because)} <span class="small">${html(inWords(conditionOf(rule)))}</span></li>`;
  return `<section><details id="all-rules"><summary>Every rule that fired (${fired.length})</summary><ul>${fired.map(line).join('\n')}</ul></details></section>`;
}

function list(title: string, lines: readonly string[]): string {
  if (lines.length === 0) return '';
  const heading = title === '' ? '' : `<h2>${title}</h2>`;
  return `<section>${heading}<ul>${lines.map((line) => `<li>${html(line)}</li>`).join('')}</ul></section>`;
}
