import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** All temporary folders of a run lie in one, which goes away with it: the workers themselves end without a last word. */
export default function setup(): () => void {
  const root = mkdtempSync(join(tmpdir(), 'glucoglance-'));
  // Some tests start a process of another user in a folder below it.
  chmodSync(root, 0o711);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = root;
  return () => rmSync(root, { recursive: true, force: true, maxRetries: 5 });
}
