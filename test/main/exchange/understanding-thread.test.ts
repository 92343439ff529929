import { describe, expect, it } from 'vitest';
import { understandFile, type FileAsked } from '../../../src/main/exchange/understand-file.ts';
import { understandInThread } from '../../../src/main/exchange/understanding-thread.ts';
import { libreviewFile } from '../../support/file-to-import.ts';
import { importContext } from '../../support/import-context.ts';

function asked(bytes: Uint8Array): FileAsked {
  const { answers, people, systemZone, now } = importContext();
  return { bytes, answers, people, held: [], systemZone, now };
}

describe('a file in a thread of its own', () => {
  it.each([
    ['understood', libreviewFile(Array.from({ length: 2000 }, (_, i) => [i, 100 + (i % 50)] as const))],
    [
      'a question',
      new TextEncoder().encode(
        new TextDecoder()
          .decode(
            libreviewFile([
              [0, 100],
              [15, 101],
            ]),
          )
          .replace('20-11', '03-04')
          .replace('20-11', '05-06'),
      ),
    ],
    ['a problem', new TextEncoder().encode('nothing of the kind')],
  ])('is the same as here: %s', async (_, bytes) => {
    expect(await understandInThread(asked(bytes))).toEqual(understandFile(asked(bytes)));
  });

  it('is given up when nobody wants it any more', async () => {
    const off = new AbortController();
    const found = understandInThread(asked(libreviewFile([[0, 100]])), off.signal);
    off.abort(new Error('enough'));
    await expect(found).rejects.toThrow();
  });
});
