import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { diagnostics, type DiagnosticsFacts } from '../../../src/main/log/diagnostics.ts';
import { lineOf } from '../../../src/main/log/log.ts';
import { numbering } from '../../../src/main/log/numbering.ts';
import { createRedactor } from '../../../src/main/log/redact.ts';
import { problem } from '../../../src/shared/problems.ts';
import { DEFAULT_PERSON, DEFAULT_SETTINGS } from '../../../src/shared/settings/settings.ts';
import { runs } from '../../support/runs.ts';
import { person, reading } from '../../support/readings.ts';
import fc from '../../support/seeds.ts';
import { CANARIES, ENCODINGS, QUOTINGS, readable, SECRETS } from './canaries.ts';
import { ordinaryEvents } from './events.ts';

const AT = Date.UTC(2026, 10, 21, 12);
const { email, name, patientId, serial } = CANARIES;

/** Everything there is to tell, with secrets wherever the program has them. */
function facts(changes: Partial<DiagnosticsFacts> = {}): DiagnosticsFacts {
  const ada = person({ patientId, firstName: name, lastName: email });
  const newest = reading({ patientId, measuredAt: AT - 42_000, sensorSerial: serial, mgdl: 217 });
  return {
    at: AT,
    program: {
      version: '0.1.0',
      electron: '45.4.1',
      sqlite: '3.54.1',
      platform: 'linux 6.12.0-x64',
      packaged: true,
      uptimeSeconds: 93_600,
      mode: 'account',
      server: 'https://api-de.libreview.io',
      sessionUntil: AT + 86_400_000,
      lastStopped: AT - 93_700_000,
      lastStopCrashed: true,
    },
    history: { bytes: 9_200_000, readings: 525_600, checkedAt: AT - 93_600_000 },
    state: {
      sequence: 7,
      link: {
        code: 'problem',
        problem: problem('serverError', { host: 'api-de.libreview.io', status: 503 }, AT + 1000),
      },
      since: AT - 600_000,
      people: [
        {
          person: ada,
          unit: 'mmol',
          target: { low: 71, high: 182 },
          reading: newest,
          recent: [newest],
          link: { code: 'delayed', name, lastAt: newest.measuredAt },
        },
      ],
      nextPollAt: AT + 60_000,
      pollReason: 'afterProblem',
      lastAnswerAt: AT - 650_000,
      storage: problem('diskFull', { path: `/home/${name}/history.db` }),
      polledBy: null,
    },
    settings: {
      // As a newer release may have left them.
      ...({ [email]: email, unknown: { [patientId]: 1 } } as object),
      ...DEFAULT_SETTINGS,
      baseUrl: `https://${name}.example.com`,
      people: {
        [patientId]: { ...DEFAULT_PERSON, name: `${name} at home`, limits: { low: 72, high: 221 } },
        'another-one': { ...DEFAULT_PERSON, followed: false },
      },
    },
    vault: { kind: 'file', cause: `no keychain for ${name}` },
    armed: { faults: ['notAtLogin'], testedAt: AT - 3600_000 },
    shownBy: 'notify-send',
    tests: [{ kind: 'urgentLow', outcome: 'shown', at: AT - 3600_000 }],
    notices: [problem('settingsBroken', { movedTo: `/home/${name}/config.bad` })],
    counters: { polls: 10, answers: 9, readings: 18, decisions: 2 },
    logLines: [lineOf({ event: 'MODE', mode: 'account' }, AT), `{"at":"x","text":"${email}"}`],
    personNumber: numbering(),
    ...changes,
  };
}

function knowing() {
  const redactor = createRedactor();
  for (const secret of SECRETS) redactor.register(secret);
  return redactor;
}

describe('the diagnostics', () => {
  it('tell what happened, and nobody it happened to', async () => {
    const text = diagnostics(facts(), knowing());
    if (!text.ok) throw new Error(JSON.stringify(text.problem));
    expect(readable(text.value)).toEqual([]);
    for (const value of ['217', '71', '182', 'home', 'another-one']) expect(text.value).not.toContain(value);
    // The settings grow with the program.
    const [before, settings] = text.value.split('[settings]\n');
    const [set, after] = settings!.split('\n\n[notices]');
    expect(set!.split('\n')).toEqual(expect.arrayContaining(['apiVersion=4.17.0', 'alarms.low.limit=70']));
    const golden = join(import.meta.dirname, 'golden', 'diagnostics.txt');
    await expect(`${before}[notices]${after}`).toMatchFileSnapshot(golden);
  });

  it('tell nobody even where the redactor knows of nothing', () => {
    const text = diagnostics(facts({ logLines: [] }), createRedactor());
    if (!text.ok) throw new Error(JSON.stringify(text.problem));
    expect(readable(text.value)).toEqual([]);
  });

  it('say so where there is nothing to tell', () => {
    const nothing = facts({
      state: null,
      history: {},
      program: {},
      vault: null,
      notices: [],
      tests: [],
      logLines: [],
    });
    expect(diagnostics({ ...nothing, settings: DEFAULT_SETTINGS }, knowing())).toMatchObject({ ok: true });
  });

  it('never hold a secret, whatever the log holds', () => {
    const line = fc
      .tuple(fc.constantFrom(...SECRETS), fc.constantFrom(...ENCODINGS), fc.constantFrom(...QUOTINGS))
      .map(([secret, encode, quote]) => quote(encode(secret)));
    const redactor = knowing();
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (logLines) => {
        const text = diagnostics(facts({ logLines }), redactor);
        expect(text.ok && readable(text.value)).toEqual([]);
      }),
      { numRuns: runs(200, 5000) },
    );
  });

  it('are given out with any ordinary log', () => {
    const redactor = knowing();
    fc.assert(
      fc.property(fc.array(ordinaryEvents), (events) => {
        const logLines = events.map((event) => lineOf(event, AT));
        const text = diagnostics(facts({ logLines }), redactor);
        expect(text.ok && logLines.every((line) => text.value.includes(line))).toBe(true);
      }),
      { numRuns: runs(100, 1000) },
    );
  });

  it('are given out where a secret only begins as one of their words does', () => {
    const redactor = createRedactor();
    for (const secret of ['LibreView2024', 'glucoglance!', 'Links']) redactor.register(secret);
    expect(diagnostics(facts({ logLines: [] }), redactor)).toMatchObject({ ok: true });
  });

  it.each([
    ['a short secret', { settings: { ...DEFAULT_SETTINGS, apiVersion: 'anna' } }, 'Anna'],
    ['a long one', { shownBy: 'the canary notifier' }, 'Canary Notifier'],
    ['what looks like one', { shownBy: 'MH0CANARY7' }, 'else'],
  ])('are withheld where they hold %s after all', (_, changes, secret) => {
    const redactor = createRedactor();
    redactor.register(secret);
    expect(diagnostics(facts({ logLines: [], ...changes }), redactor)).toMatchObject({
      ok: false,
      problem: { code: 'unexpected' },
    });
  });
});
