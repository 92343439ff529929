import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { languageOf } from '../../../src/main/cli/environment.ts';
import { runCli, temporaryDirectory } from '../../support/run-cli.ts';

let dataDir: string;
const run = (args: string[], environment: Record<string, string> = {}) =>
  runCli([...args, '--demo', '--data-dir', dataDir], { environment });

beforeAll(async () => {
  dataDir = join(temporaryDirectory(), 'demo');
  mkdirSync(dataDir);
  expect((await run(['backfill', '--json'])).code).toBe(0);
});

describe('the language of the command line', () => {
  it.each<[string[], NodeJS.ProcessEnv, string]>([
    [[], {}, 'en'],
    [[], { LANG: 'de_DE.UTF-8' }, 'de'],
    [[], { LANG: 'C' }, 'en'],
    [[], { LANG: 'C.UTF-8' }, 'en'],
    [[], { LANG: 'tlh' }, 'en'],
    [[], { LANG: 'de_DE.UTF-8', LC_MESSAGES: 'en_GB.UTF-8' }, 'en'],
    [[], { LANG: 'en_GB.UTF-8', LC_MESSAGES: 'de_AT' }, 'de'],
    [[], { LANG: 'en_GB', LC_MESSAGES: 'en_GB', LC_ALL: 'de_CH@euro' }, 'de'],
    [[], { LANG: 'de_DE', LC_ALL: '' }, 'de'],
    [['--lang', 'de'], { LC_ALL: 'en_GB' }, 'de'],
    [['daily', '--lang=de-AT'], {}, 'de'],
    [['--lang', 'en'], { LC_ALL: 'de_DE' }, 'en'],
    [['--lang', 'tlh'], { LC_ALL: 'de_DE' }, 'en'],
    [['--lang'], { LC_ALL: 'de_DE' }, 'de'],
  ])('of %j with %j is %s', (args, environment, language) => {
    expect(languageOf(args, environment)).toBe(language);
  });

  it('is that of tables, before or after the command', async () => {
    const english = await run(['daily', 'Ada']);
    for (const german of [
      await run(['daily', 'Ada', '--lang', 'de']),
      await run(['daily', 'Ada'], { LANG: 'de_DE.UTF-8' }),
    ]) {
      expect(german.code).toBe(0);
      expect(german.out.split('\n')[0]).not.toBe(english.out.split('\n')[0]);
      expect(german.out).toContain('Messwerte');
      // The figures are those of every language.
      expect(german.out.match(/\d+/g)).toEqual(english.out.match(/\d+/g));
    }
  });

  it('is that of what is wrong', async () => {
    const wrong = await run(['daily', '--days', 'x', '--lang', 'de']);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.error).toContain('eine ganze Zahl von 1 bis 3660');
    const unknown = await run(['--lang', 'de', 'history', 'Eve']);
    expect(unknown).toMatchObject({ code: 7, out: '' });
    expect(unknown.error).not.toContain('do not know');
  });

  it.each([
    [['history']],
    [['daily']],
    [['stats', 'Ada']],
    [['time-in-range', 'Ada']],
    [['alarms', 'why', '-1h']],
    [['daily', '--days', 'x']],
    [['history', 'Eve']],
    [['nonsense']],
  ])('is never that of what programs read: %j', async (args) => {
    const plain = (text: string) =>
      text.replaceAll(/"(ageSeconds|at|from|to)":("[^"]*"|\d+)|\d{4}-\d\d-\d\d[ T][\d:.+Z]+/g, '');
    const inEnglish = () => run([...args, '--json']);
    let [english, german] = [await inEnglish(), await inEnglish()];
    // Time passes between the runs, and a reading may leave the window: both are of the same one where nothing did.
    for (let before = null as typeof english | null; plain(before?.out ?? '?') !== plain(english.out);) {
      before = english;
      german = await run([...args, '--json', '--lang', 'de'], { LANG: 'de_DE.UTF-8' });
      english = await inEnglish();
    }
    expect(german.code).toBe(english.code);
    expect(plain(german.out)).toBe(plain(english.out));
    expect(plain(german.error)).toBe(plain(english.error));
  });
});
