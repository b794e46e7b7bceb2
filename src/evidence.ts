import { CLAIMS, SOURCES, type SourceId } from './claims.ts';
import type { EvidenceId } from './types.ts';

export { SOURCES, type SourceId };

/** What one article claims in one place, in our words. */
export interface Evidence {
  readonly id: EvidenceId;
  readonly source: SourceId;
  readonly article: string;
  readonly publisher: string;
  readonly section: string;
  readonly criterion: string;
  /** The stack the claim speaks for. */
  readonly direction: 'node' | 'django' | 'neutral' | 'both-possible';
  readonly strength: 'strong' | 'medium' | 'weak';
  readonly claim: string;
  /** Why no rule may rest on it. */
  readonly caution?: string;
}

/** Every claim that a rule, a contradiction or a refusal names, by its id. */
export const EVIDENCE: ReadonlyMap<EvidenceId, Evidence> = new Map(
  CLAIMS.map(([id, source, direction, strength, criterion, section, claim, caution]) => {
    const { title: article, publisher } = SOURCES[source];
    const row = { id, source, article, publisher, section, criterion, direction, strength, claim };
    return [id, caution === undefined ? row : { ...row, caution }];
  }),
);
