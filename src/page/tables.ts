import type { PackedOffer, PageState } from './state.ts';

/** The id of the element that holds the tables. */
export const TABLES_ID = 'tables';

/** What a page carries as data: the tool's own tables, what the starters offer, and the answers. */
export interface Tables {
  /** Module → what it exports; the page's build reads them in place of the modules. */
  readonly modules: Readonly<Record<string, unknown>>;
  readonly offers: { readonly node: PackedOffer; readonly django: PackedOffer };
  readonly state: PageState;
}

/** Reads the tables of the page this runs in. */
export function readTables(): Tables {
  return JSON.parse(document.getElementById(TABLES_ID)?.textContent ?? '{}');
}
