import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Result } from '../../../src/shared/result.ts';
import { DEFAULT_PERSON, DEFAULT_SETTINGS, type Settings } from '../../../src/shared/settings/settings.ts';
import { openSettings, type SettingsStore } from '../../../src/main/settings/settings-store.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { runs } from '../../support/runs.ts';
import fc from '../../support/seeds.ts';

const NOON = Date.UTC(2026, 10, 21, 12, 0, 0);
const BAD = 'config.json.20261121T120000.000Z.bad';

let dataDir: string;
let path: string;

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'glucoglance-settings-'));
  path = join(dataDir, 'config.json');
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function opened(directory = dataDir): SettingsStore {
  return valueOf(openSettings(directory, { clock: new FakeClock(NOON) }));
}

function valueOf<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`unexpected ${result.problem.code}`);
  return result.value;
}

const stored = () => JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
const inMgdl = (settings: Settings): Settings => ({ ...settings, unit: 'mgdl' });

const nightAndQuiet = {
  ...DEFAULT_SETTINGS.alarms,
  low: { ...DEFAULT_SETTINGS.alarms.low, night: { from: 1320, to: 420 }, quiet: { from: 1380, to: 360 } },
};

describe('openSettings', () => {
  it('gives the defaults and writes nothing where there is no file', () => {
    const store = opened();
    expect(store.read()).toEqual(DEFAULT_SETTINGS);
    expect(store.notice).toBeNull();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('does not touch a good file by reading it', () => {
    const text = '{"unit":"mgdl",  "later": 1}';
    writeFileSync(path, text);
    const { mtimeMs, ino } = statSync(path);
    expect(opened().read().unit).toBe('mgdl');
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(statSync(path)).toMatchObject({ mtimeMs, ino });
    expect(readdirSync(dataDir)).toEqual(['config.json']);
  });

  it('reads a file with a byte order mark', () => {
    writeFileSync(path, '\uFEFF{"version":1,"unit":"mgdl"}');
    expect(opened().read().unit).toBe('mgdl');
  });

  it('makes the folder', () => {
    const deep = join(dataDir, 'not', 'yet');
    expect(opened(deep).update(inMgdl).ok).toBe(true);
    expect(existsSync(join(deep, 'config.json'))).toBe(true);
  });

  it('says so where the folder cannot be', () => {
    const file = join(dataDir, 'a-file');
    writeFileSync(file, '');
    expect(openSettings(file)).toEqual({
      ok: false,
      problem: { code: 'folderUnusable', params: { path: file, cause: 'pathHasFile' } },
    });
  });
});

describe('a broken file', () => {
  it.each([
    ['empty', ''],
    ['cut', '{"version":1,"uni'],
    ['not JSON', 'unit = mgdl'],
    ['binary', '\0\0\0\0'],
    ['an array', '[1,2]'],
    ['a string', '"settings"'],
    ['null', 'null'],
    ['a wrong type', '{"version":1,"minimumRecordIntervalSeconds":"60"}'],
    ['a version that is no version', '{"version":"one"}'],
    ['a base URL that is not allowed', '{"version":1,"baseUrl":"http://127.0.0.1.evil.example"}'],
    ['limits the wrong way round', '{"version":1,"people":{"p":{"limits":{"low":180,"high":70}}}}'],
    ['nested without end', `{"later":${'['.repeat(200_000)}`],
  ])('(%s) is moved aside whole, and said', (_, text) => {
    writeFileSync(path, text);
    const store = opened();
    expect(store.read()).toEqual(DEFAULT_SETTINGS);
    expect(store.notice).toEqual({
      code: 'settingsBroken',
      params: { movedTo: join(dataDir, BAD) },
    });
    expect(readdirSync(dataDir)).toEqual([BAD]);
    expect(readFileSync(join(dataDir, BAD), 'utf8')).toBe(text);
    expect(store.update(inMgdl).ok).toBe(true);
    expect(opened().read().unit).toBe('mgdl');
  });

  it('is never moved over an earlier one', () => {
    for (const text of ['first', 'second', 'third']) {
      writeFileSync(path, text);
      opened();
    }
    const kept = readdirSync(dataDir).map((name) => readFileSync(join(dataDir, name), 'utf8'));
    expect(kept.toSorted()).toEqual(['first', 'second', 'third']);
  });

  it('that breaks while the store is open loses neither its bytes nor the settings', () => {
    const store = opened();
    valueOf(store.update(inMgdl));
    writeFileSync(path, '{');
    valueOf(store.update((settings) => ({ ...settings, minimumRecordIntervalSeconds: 30 })));
    expect(store.notice?.code).toBe('settingsBroken');
    expect(readFileSync(join(dataDir, BAD), 'utf8')).toBe('{');
    expect(stored()).toMatchObject({ unit: 'mgdl', minimumRecordIntervalSeconds: 30 });
  });

  it('stays where it is when the change is not allowed', () => {
    const store = opened();
    writeFileSync(path, '{');
    expect(store.update((settings) => ({ ...settings, baseUrl: 'x' })).ok).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe('{');
  });
});

describe('a file of a newer version', () => {
  const text = '{"version":2,"unit":{"glucose":"mgdl"}}';

  it('is left alone: defaults, a notice, no writing', () => {
    writeFileSync(path, text);
    const store = opened();
    const newer = { code: 'settingsNewer', params: { path } };
    expect(store.read()).toEqual(DEFAULT_SETTINGS);
    expect(store.notice).toEqual(newer);
    expect(store.update(inMgdl)).toEqual({ ok: false, problem: newer });
    expect(store.read()).toEqual(DEFAULT_SETTINGS);
    expect(readFileSync(path, 'utf8')).toBe(text);
    expect(readdirSync(dataDir)).toEqual(['config.json']);
  });

  it('is left alone also when it appears later', () => {
    const store = opened();
    writeFileSync(path, text);
    expect(store.update(inMgdl).ok).toBe(false);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

describe('update', () => {
  it('saves what the next opening reads', () => {
    const changed: Settings = {
      ...DEFAULT_SETTINGS,
      baseUrl: 'https://api-eu.libreview.io',
      apiVersion: '4.18.2',
      minimumRecordIntervalSeconds: 0,
      unit: 'mmol',
      people: {
        'patient-1': {
          followed: true,
          name: 'Zoë 🩸',
          limits: { low: 63, high: 250 },
          sensorLifeDays: 15,
          period: { days: 14 },
          targets: 'pregnancy',
        },
        'patient-2': { ...DEFAULT_PERSON, followed: false },
        'a.b': DEFAULT_PERSON,
      },
    };
    const store = opened();
    expect(store.update(() => changed)).toEqual({ ok: true, value: changed });
    expect(store.read()).toEqual(changed);
    expect(stored()).toEqual(changed);
    expect(opened().read()).toEqual(changed);
  });

  it('keeps what a newer release of the same version added', () => {
    const text = {
      version: 1,
      later: { deep: [1, null] },
      'dotted.key': true,
      people: { p: { followed: true, colour: 'red', limits: { low: 70, high: 180, urgent: 55 } } },
    };
    writeFileSync(path, JSON.stringify(text));
    valueOf(opened().update(inMgdl));
    expect(stored()).toMatchObject({ ...text, unit: 'mgdl' });
  });

  it('keeps them even from a change that starts afresh', () => {
    writeFileSync(path, '{"version":1,"later":true,"unit":"mgdl"}');
    valueOf(opened().update(() => DEFAULT_SETTINGS));
    expect(stored()).toEqual({ ...DEFAULT_SETTINGS, later: true });
  });

  it('changes what the file holds by now, not what it held when it was opened', () => {
    const [desktop, commandLine] = [opened(), opened()];
    valueOf(commandLine.update(inMgdl));
    expect(desktop.read().unit).toBeNull();
    const settings = valueOf(desktop.update((now) => ({ ...now, minimumRecordIntervalSeconds: 30 })));
    expect(settings).toMatchObject({ unit: 'mgdl', minimumRecordIntervalSeconds: 30 });
    expect(desktop.read()).toBe(settings);
  });

  it('normalises', () => {
    const store = opened();
    valueOf(store.update((settings) => ({ ...settings, baseUrl: 'HTTPS://api-eu.libreview.io:443/' })));
    expect(stored()['baseUrl']).toBe('https://api-eu.libreview.io');
  });

  it.each<[string, Partial<Settings>, object]>([
    [
      'a base URL, without the password in it',
      { baseUrl: 'https://ada:pässword@api.libreview.io' },
      {
        what: 'baseUrl',
        given: 'https://…@api.libreview.io',
        expected: { code: 'httpsAddress' },
      },
    ],
    [
      'an interval',
      { minimumRecordIntervalSeconds: Number.NaN },
      { what: 'minimumRecordIntervalSeconds', given: 'null', expected: { code: 'allowed' } },
    ],
    [
      'limits, without the patient id',
      { people: { 'patient-1': { ...DEFAULT_PERSON, limits: { low: 180, high: 70 } } } },
      { what: 'limits.low', given: '180', expected: { code: 'atMost', most: 100 } },
    ],
    [
      'D17: night hours that are quiet ones too, naming both',
      { alarms: nightAndQuiet },
      {
        what: 'alarms.low.night',
        given: '{"from":1320,"to":420}',
        expected: { code: 'nightNotQuiet', night: '22:00-07:00', quiet: '23:00-06:00' },
      },
    ],
  ])('refuses %s', (_, change, params) => {
    const store = opened();
    valueOf(store.update(inMgdl));
    const before = readFileSync(path, 'utf8');
    const outcome = store.update((settings) => ({ ...settings, ...change }));
    expect(outcome).toEqual({ ok: false, problem: { code: 'badInput', params } });
    expect(JSON.stringify(outcome)).not.toContain('patient-1');
    expect(readFileSync(path, 'utf8')).toBe(before);
    expect(store.read().unit).toBe('mgdl');
  });

  it('leaves one file, for its owner only', () => {
    const store = opened();
    for (const seconds of [1, 2, 3]) {
      valueOf(store.update((settings) => ({ ...settings, minimumRecordIntervalSeconds: seconds })));
    }
    expect(readdirSync(dataDir)).toEqual(['config.json']);
    if (process.platform !== 'win32') expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('says so where the folder has gone bad', () => {
    const store = opened();
    rmSync(dataDir, { recursive: true });
    writeFileSync(dataDir, 'in its place');
    expect(store.update(inMgdl)).toMatchObject({
      ok: false,
      problem: { code: 'folderUnusable', params: { path: dataDir } },
    });
    expect(store.read()).toEqual(DEFAULT_SETTINGS);
  });

  // Even root cannot make a file in /proc.
  it.runIf(process.platform === 'linux')('says so where the file can be read but not written', () => {
    symlinkSync('/proc/glucoglance-config.json', path);
    const store = opened();
    expect(store.update(inMgdl)).toMatchObject({ ok: false, problem: { code: 'folderUnusable' } });
    expect(store.read()).toEqual(DEFAULT_SETTINGS);
  });

  it.each([
    ['ENOSPC', -28, { code: 'diskFull' }],
    ['EACCES', -13, { code: 'folderUnusable', params: { cause: 'mayNotWrite' } }],
    ['EROFS', -30, { code: 'folderUnusable', params: { cause: 'readOnlyDisk' } }],
  ])('tells %s as what it is', (code, errno, problem) => {
    const openFile = () => ({
      get store(): Record<string, unknown> {
        return {};
      },
      set store(_: Record<string, unknown>) {
        throw Object.assign(new Error(code), { code, errno });
      },
    });
    const store = valueOf(openSettings(dataDir, { openFile }));
    expect(store.update(inMgdl)).toMatchObject({ ok: false, problem });
    expect(store.read()).toEqual(DEFAULT_SETTINGS);
  });
});

describe('whatever the file holds', () => {
  const known = fc.record(
    {
      version: fc.oneof(fc.constant(1), fc.constantFrom(0, 2, '1', null)),
      baseUrl: fc.oneof(fc.webUrl(), fc.constant('https://api.libreview.io/'), fc.jsonValue()),
      unit: fc.oneof(fc.constantFrom('mmol', 'mgdl', null), fc.jsonValue()),
      people: fc.oneof(
        fc.dictionary(fc.string(), fc.record({ followed: fc.boolean(), limits: fc.jsonValue() })),
        fc.jsonValue(),
      ),
      later: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  const text = fc.oneof(
    fc.json(),
    known.map((value) => JSON.stringify(value)),
    fc.string({ unit: 'binary' }),
  );

  it('nothing is thrown, and the bytes are still there', () => {
    fc.assert(
      fc.property(text, (content) => {
        const directory = mkdtempSync(join(dataDir, 'run-'));
        const bytes = Buffer.from(content);
        writeFileSync(join(directory, 'config.json'), bytes);
        const store = opened(directory);
        const [only, ...more] = readdirSync(directory);
        expect(more).toEqual([]);
        expect(readFileSync(join(directory, only!)).equals(bytes)).toBe(true);
        expect(only).toBe(store.notice?.code === 'settingsBroken' ? BAD : 'config.json');

        const before = store.read();
        const updated = store.update(inMgdl);
        expect(updated.ok).toBe(store.notice?.code !== 'settingsNewer');
        expect(store.read()).toEqual(updated.ok ? { ...before, unit: 'mgdl' } : before);
        expect(opened(directory).read()).toEqual(store.read());
        rmSync(directory, { recursive: true });
      }),
      { numRuns: runs(400, 2_000) },
    );
  });
});
