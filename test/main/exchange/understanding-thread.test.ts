import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { understandFile, type FileAsked } from '../../../src/main/exchange/understand-file.ts';
import { understandInThread } from '../../../src/main/exchange/understanding-thread.ts';
import { libreviewFile } from '../../support/file-to-import.ts';
import { importContext } from '../../support/import-context.ts';
import { temporaryFolder } from '../history/history-folder.ts';

function asked(content: Uint8Array | string | null): FileAsked {
  const path = join(temporaryFolder(), 'export.csv');
  if (content !== null) writeFileSync(path, content);
  const { answers, people, systemZone, now } = importContext();
  const held = people.map(() => ({
    measuredAt: Float64Array.of(Date.UTC(2026, 10, 20, 12)),
    wall: Float64Array.of(Date.UTC(2026, 10, 20, 13)),
    mgdl: Uint16Array.of(100),
    source: Uint8Array.of(1),
  }));
  return { path, answers, people, held, systemZone, now };
}

const twoDays = libreviewFile([
  [0, 100],
  [15, 101],
]);

describe('a file in a thread of its own', () => {
  it.each([
    ['understood', libreviewFile(Array.from({ length: 2000 }, (_, i) => [i, 100 + (i % 50)] as const))],
    ['a question', new TextDecoder().decode(twoDays).replace('20-11', '03-04').replace('20-11', '05-06')],
    ['a problem', 'nothing of the kind'],
    ['not there', null],
  ])('is the same as here: %s', async (_, content) => {
    const file = asked(content);
    const here = understandFile(structuredClone(file));
    expect(await understandInThread(file)).toEqual(here);
  });

  it('has readings in memory that the history’s thread has too', async () => {
    const found = await understandInThread(asked(twoDays));
    if (found.is !== 'understood') throw new Error(found.is);
    const { measuredAt, wall, mgdl, trend, circumstances } = found.file.readings;
    for (const { buffer } of [measuredAt, wall, mgdl, trend, circumstances])
      expect(buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('is known as an archive by its beginning', async () => {
    expect(await understandInThread(asked('{"is":"archive","version":1}\n'))).toEqual({ is: 'archive' });
  });

  it('is given up when nobody wants it any more', async () => {
    const off = new AbortController();
    const found = understandInThread(asked(twoDays), off.signal);
    off.abort(new Error('enough'));
    await expect(found).rejects.toThrow();
  });
});
