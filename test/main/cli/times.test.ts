import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { readEdge } from '../../../src/main/cli/arguments.ts';
import { instantOfEdge } from '../../../src/main/time/civil-time.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { openHistory } from '../../../src/main/history/history.ts';
import { reading } from '../../support/readings.ts';
import { runCli, temporaryDirectory, type CliRun } from '../../support/run-cli.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** 21 Nov 2026, 13:30:00 UTC; on the wearer's clock, an hour ahead, 14:30. */
const NOW = Date.UTC(2026, 10, 21, 13, 30);
const AN_HOUR_AHEAD = () => 3600;

/** The instant a time typed at NOW means, as ISO text; null where it is refused. */
async function meant(
  text: string,
  clock: (at: number) => number = AN_HOUR_AHEAD,
  now = NOW,
): Promise<string | null> {
  const edge = await readEdge('<time>', text, now);
  return edge.ok ? new Date(instantOfEdge(edge.value, now, clock)).toISOString().slice(0, 19) : null;
}

describe('W17: a time as typed', () => {
  it.each([
    ['now', '2026-11-21T13:30:00'],
    ['NOW', '2026-11-21T13:30:00'],
    ['-3h', '2026-11-21T10:30:00'],
    ['-90m', '2026-11-21T12:00:00'],
    ['-2d', '2026-11-19T13:30:00'],
    ['today', '2026-11-20T23:00:00'],
    ['yesterday', '2026-11-19T23:00:00'],
    ['03:12', '2026-11-21T02:12:00'],
    ['3:12', '2026-11-21T02:12:00'],
    ['14:29:59', '2026-11-21T13:29:59'],
    ['14:30', '2026-11-20T13:30:00'],
    ['23:59', '2026-11-20T22:59:00'],
    ['00:00', '2026-11-20T23:00:00'],
    ['2026-11-21', '2026-11-20T23:00:00'],
    ['2026-11-21T03:12', '2026-11-21T02:12:00'],
    ['2026-11-21 03:12', '2026-11-21T02:12:00'],
    ['2026-11-21T03:12:30Z', '2026-11-21T03:12:30'],
    ['2026-11-21T03:12-05:00', '2026-11-21T08:12:00'],
    ['2026-11-21T03:12-05:00[America/New_York]', '2026-11-21T08:12:00'],
    ['2026-11-21T03:12[America/New_York]', '2026-11-21T08:12:00'],
  ])('%s', async (text, instant) => expect(await meant(text)).toBe(instant));

  it.each([
    '24:00',
    '12:60',
    '3',
    '-3',
    '-3x',
    '3h',
    '+3h',
    '-h',
    'tomorrow',
    '',
    ' ',
    '2026-11-31',
    '21.11.2026',
  ])('%j is refused', async (text) => expect(await meant(text)).toBeNull());

  it('is taken by the clock of its own day where that changes', async () => {
    // In Berlin the clocks went back on 25 October 2026 at 01:00 UTC, and forward on 29 March 2026 at 01:00 UTC.
    const autumn = (at: number) => (at < Date.UTC(2026, 9, 25, 1) ? 7200 : 3600);
    const morning = Date.UTC(2026, 9, 25, 8);
    expect(await meant('today', autumn, morning)).toBe('2026-10-24T22:00:00');
    expect(await meant('yesterday', autumn, morning)).toBe('2026-10-23T22:00:00');
    expect(await meant('-2d', autumn, morning)).toBe('2026-10-23T08:00:00');
    expect(await meant('03:12', autumn, morning)).toBe('2026-10-25T02:12:00');
    // Of a time that was there twice the first is meant, so that a window has the whole hour.
    expect(await meant('02:30', autumn, morning)).toBe('2026-10-25T00:30:00');
    const spring = (at: number) => (at < Date.UTC(2026, 2, 29, 1) ? 3600 : 7200);
    expect(await meant('02:30', spring, Date.UTC(2026, 2, 29, 8))).toBe('2026-03-29T01:30:00');
    expect(await meant('02:30', spring, Date.UTC(2026, 2, 29, 1, 10))).toBe('2026-03-28T01:30:00');
  });
});

describe('W17: one clock for what is typed and what is shown, and it is said which', () => {
  let dataDir: string;
  /** A reading every five minutes of the last 30 hours, of somebody whose clock is 5:45 ahead of UTC. */
  const end = Math.floor(Date.now() / HOUR) * HOUR;
  const KATHMANDU = 5.75 * 3600;
  const local = (at: number) => new Date(at + KATHMANDU * 1000).toISOString().slice(0, 19);

  beforeAll(() => {
    dataDir = temporaryDirectory();
    const history = openHistory(join(dataDir, 'history.db'), systemClock);
    if (!history.ok) throw new Error(history.problem.code);
    history.value.rememberPerson({
      patientId: 'ada',
      firstName: 'Ada',
      lastName: '',
      target: null,
      unit: 'mgdl',
    });
    history.value.record(
      Array.from({ length: 360 }, (_, i) =>
        reading({
          patientId: 'ada',
          measuredAt: end - i * 5 * MINUTE,
          mgdl: 110,
          utcOffsetSeconds: KATHMANDU + 3,
        }),
      ),
    );
    history.value.close();
  });

  /** Asked on a computer in New York. */
  const ask = (...args: string[]): Promise<CliRun> =>
    runCli([...args, '--data-dir', dataDir], { environment: { TZ: 'America/New_York' } });

  it('history', async () => {
    const from = end - 3 * HOUR;
    const run = await ask('history', '--from', local(from), '--to', local(from + HOUR));
    expect(run).toMatchObject({ code: 0, error: '' });
    const [heading, ...rows] = run.out.trimEnd().split('\n');
    expect(heading).toContain('Measured (UTC+05:45)');
    expect(rows).toHaveLength(12);
    expect(rows[0]).toContain(local(from).replace('T', ' '));
    expect(rows.at(-1)).toContain(local(from + 55 * MINUTE).replace('T', ' '));
  });

  it('history of people on different clocks, each on their own', async () => {
    const folder = temporaryDirectory();
    const history = openHistory(join(folder, 'history.db'), systemClock);
    if (!history.ok) throw new Error(history.problem.code);
    const at = Date.UTC(2026, 10, 20, 12);
    for (const [patientId, utcOffsetSeconds] of [
      ['ada', 3600],
      ['ben', -18_000],
    ] as const) {
      history.value.rememberPerson({
        patientId,
        firstName: patientId,
        lastName: '',
        target: null,
        unit: 'mgdl',
      });
      history.value.record([reading({ patientId, measuredAt: at, utcOffsetSeconds })]);
    }
    history.value.close();
    const { out } = await runCli(['history', '--data-dir', folder]);
    expect(out).toMatch(/Measured {2}/);
    expect(out).toMatch(/^ada .*2026-11-20 13:00:00\+01:00/m);
    expect(out).toMatch(/^ben .*2026-11-20 07:00:00-05:00/m);
  });

  it('daily and hourly', async () => {
    const daily = await ask('daily');
    expect(daily.out).toMatch(/^Day \(UTC\+05:45\) /);
    expect(daily.out).toContain(local(end).slice(0, 10));
    const hourly = await ask('hourly', '--days', '1');
    expect(hourly.out).toContain(`${local(end).slice(0, 13).replace('T', ' ')}:00+05:45`);
  });

  it('stats, with full dates', async () => {
    const run = await ask('stats', '--from', local(end - 26 * HOUR), '--to', local(end));
    const [from, to] = [end - 26 * HOUR, end].map((at) => `${local(at).replace('T', ' ')}+05:45`);
    expect(run.error).toContain(`From ${from} to ${to}.`);
  });

  it('stats refuses a window that is none in the same words as it would show it', async () => {
    const run = await ask('stats', '--from', '-2h', '--to', 'yesterday');
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(run.error).toMatch(/cannot be "\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\+05:45".*00:00:00\+05:45/);
    expect(await ask('history', '--from', '-2h', '--to', 'yesterday')).toMatchObject({ code: 2, out: '' });
  });

  it('alarms why', async () => {
    const at = end - 2 * HOUR;
    const run = await ask('alarms', 'why', local(at + MINUTE));
    expect(run).toMatchObject({ code: 0, error: '' });
    expect(run.out).toContain(`is 110 mg/dL of ${local(at).replace('T', ' ')}+05:45.`);
    const ago = await ask('alarms', 'why', '-2h', '--json');
    const { at: asked } = ago.json() as { at: string };
    expect(Math.abs(Date.parse(asked) - (Date.now() - 2 * HOUR))).toBeLessThan(MINUTE);
    expect(await ask('alarms', 'why', '--nonsense')).toMatchObject({ code: 2, out: '' });
  });

  it('alarms', async () => {
    await ask('alarms', 'test');
    const { out } = await ask('alarms');
    // What the program did by itself stands on this computer's clock.
    expect(out).toMatch(/^Time \(UTC-0[45]:00\) /);
  });
});
