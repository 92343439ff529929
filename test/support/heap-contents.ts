import { text } from 'node:stream/consumers';
import { getHeapSnapshot } from 'node:v8';

/** What a snapshot of the heap has, as far as it is read here: a row of figures for each thing in it. */
interface Snapshot {
  snapshot: { meta: { node_fields: string[]; node_types: [string[], ...unknown[]] } };
  nodes: number[];
}

/** Of the engine's own: code and what it learned of it, and the shapes of objects. */
const ENGINES: readonly string[] = ['code', 'hidden', 'object shape', 'synthetic'];

/**
 * What the heap holds, bytes: what a program made, and what its engine keeps of the code that makes it, which goes on
 * growing for days while ever rarer code is compiled. Takes seconds.
 */
export async function heapContents(): Promise<{ program: number; engine: number }> {
  const { snapshot, nodes } = JSON.parse(await text(getHeapSnapshot())) as Snapshot;
  const { node_fields: fields, node_types: types } = snapshot.meta;
  const [type, size] = [fields.indexOf('type'), fields.indexOf('self_size')];
  const held = { program: 0, engine: 0 };
  for (let at = 0; at < nodes.length; at += fields.length) {
    const isEngines = ENGINES.includes(types[0][nodes[at + type]!]!);
    held[isEngines ? 'engine' : 'program'] += nodes[at + size]!;
  }
  return held;
}
