import { createHash } from 'node:crypto';
import { inflateRawSync } from 'node:zlib';
import * as claims from '../claims.ts';
import * as contradictions from '../contradictions.ts';
import * as costs from '../costs.ts';
import * as questionTable from '../questionTable.ts';
import { html } from '../quote.ts';
import * as rules from '../rules.ts';
import { loadTemplate } from '../template.ts';
import { VERSION } from '../version.ts';
import { type Assets, PACKED_ASSETS } from './assets.ts';
import { renderForm } from './form.ts';
import { type PageState, packOffer, unpackOffer, weigh } from './state.ts';
import { TABLES_ID, type Tables } from './tables.ts';
import { renderReport, renderVerdict } from './view.ts';

/** The tag by which a page is known as ours; the version follows. */
export const GENERATOR = 'create-stackstart';

/**
 * The recommendation as one page that needs nothing else: no network, no other file. Without
 * JavaScript it can be read; with it the answers can be changed.
 */
export function renderPage(state: PageState): string {
  const { script, style } = readAssets();
  const tables = tablesFor(state);
  const offers = {
    node: unpackOffer(tables.offers.node),
    django: unpackOffer(tables.offers.django),
  };
  const { recommendation, report } = weigh(state, offers);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="generator" content="${GENERATOR} ${VERSION}">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src ${hashOf(script)}; style-src ${hashOf(style)}; img-src data:; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>Node.js or Django? ${html(report.verdict)}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>Node.js or Django?</h1>
<p>Rules turn answers into points, and every rule cites what published articles claim. <a href="#answers">Change an answer</a> and see what follows.</p>
</header>
<main>
<section id="verdict" aria-label="Verdict" role="status">${renderVerdict(report)}</section>
<div id="report">${renderReport(report, recommendation)}</div>
<form autocomplete="off">
<h2 id="answers">Answers</h2>
<noscript><p>Answers can be changed where JavaScript runs.</p></noscript>
${renderForm(state)}
<p><button type="reset">Back to the answers given</button></p>
</form>
</main>
<footer><p>Made by create-stackstart ${VERSION}. Points say how far the rules agree, not how likely success is. The articles are opinions: a claim is evidence that somebody says so.</p></footer>
<script type="application/json" id="${TABLES_ID}">${JSON.stringify(tables).replaceAll('<', '\\u003c')}</script>
<script>${script}</script>
</body>
</html>
`;
}

function readAssets(): Assets {
  return JSON.parse(inflateRawSync(Buffer.from(PACKED_ASSETS, 'base64')).toString());
}

function tablesFor(state: PageState): Tables {
  const cited = new Set(rules.RULES.flatMap(({ evidence }) => evidence));
  const ours = { ...claims, CLAIMS: claims.CLAIMS.filter(([id]) => cited.has(id)) };
  return {
    modules: { claims: ours, contradictions, costs, questionTable, rules },
    offers: {
      node: packOffer(loadTemplate('node')),
      django: packOffer(loadTemplate('django')),
    },
    state,
  };
}

const hashOf = (text: string): string =>
  `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
