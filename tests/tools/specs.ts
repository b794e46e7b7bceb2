import { plan, type Request } from '../../src/plan.ts';
import { loadTemplate } from '../../src/template.ts';
import type { Spec, StackId } from '../../src/types.ts';
import { FIXTURES } from './cli.ts';

/** New enough for every starter. */
export const NEW_NODE = '24.12.0';

export const templates = {
  node: loadTemplate('node', FIXTURES),
  django: loadTemplate('django', FIXTURES),
};

/** A spec of the fixture templates. */
export function specOf(stack: StackId, request: Partial<Request> = {}, node = NEW_NODE): Spec {
  return plan({ name: 'My App', ...request }, templates[stack], node);
}
