import { pythonTool } from '../tools/pythonTool.ts';
import { NODES, useNode } from '../tools/runtimes.ts';

export const useUv = (): Promise<string> => pythonTool('uv', '0.13.8');

/** Before any worker starts: brings the Nodes, and uv where there is a Python. */
export default async function prepare(): Promise<void> {
  for (const version of NODES) await useNode(version);
  await useUv();
}
