import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createLog } from '../../../src/main/log/log.ts';
import { numbering } from '../../../src/main/log/numbering.ts';
import { loggedNotifier, observe } from '../../../src/main/session/observe.ts';
import { createRedactor, HIDDEN } from '../../../src/main/log/redact.ts';
import type { Notifier } from '../../../src/main/alarms/notifier.ts';
import { ada, ben } from '../../../src/main/simulator/people.ts';
import type { ScenarioName } from '../../../src/main/simulator/scenarios.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { networkError } from '../../support/simulated-world.ts';
import { AlarmedWorld } from '../alarms/alarmed-world.ts';

const MINUTE = 60_000;

/** A world of its own, followed by a log. */
function logged(alarmed: AlarmedWorld) {
  const { clock, monitor } = alarmed.world;
  const lines: string[] = [];
  const redactor = createRedactor();
  const log = createLog(
    clock,
    (line) => redactor.redact(line),
    (line) => lines.push(line),
  );
  const { alarms } = alarmed;
  const observed = observe({ log: { ...log, personNumber: numbering(), redactor }, clock, monitor, alarms });
  return { lines, observed };
}

/** `+35 ALARM kind=low`: the minute and the fields, without what differs from run to run. */
function told(lines: readonly string[], start: number): string {
  return lines
    .map((line) => {
      const { at, event, memoryMb: _, ...fields } = JSON.parse(line) as Record<string, string>;
      const shown = Object.entries(fields).map(([name, value]) => `${name}=${value}`);
      return [`+${Math.floor((new Date(at!).getTime() - start) / MINUTE)}`, event, ...shown].join(' ');
    })
    .concat('')
    .join('\n');
}

describe('the log of a monitor and its alarms', () => {
  it.each<ScenarioName>(['fast-low', 'terms', 'two-people', 'signal-loss'])(
    'tells of %s',
    async (scenario) => {
      const alarmed = new AlarmedWorld({ scenario });
      const start = alarmed.world.clock.now();
      const { lines, observed } = logged(alarmed);
      await alarmed.start();
      await alarmed.world.run(100 * MINUTE);
      await alarmed.stop();
      observed.end();
      await expect(told(lines, start)).toMatchFileSnapshot(
        join(import.meta.dirname, 'golden', `${scenario}.txt`),
      );
      for (const { patientId, firstName, lastName } of [ada, ben])
        for (const secret of [patientId, firstName, lastName]) expect(lines.join('\n')).not.toContain(secret);
      expect(lines.join('\n')).not.toMatch(new RegExp(`mgdl|${HIDDEN.slice(1, -1)}`));
    },
  );

  it('has a line for each change and none for what stays', async () => {
    const alarmed = new AlarmedWorld();
    const { lines, observed } = logged(alarmed);
    await alarmed.start();
    await alarmed.world.run(10 * MINUTE);
    lines.length = 0;
    alarmed.world.fault = () => networkError('CERT_HAS_EXPIRED');
    await alarmed.world.run(3 * MINUTE);
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({
        event: 'STATE',
        problem: 'tlsFailed',
        error: 'CERT_HAS_EXPIRED',
        server: 'loopback',
      }),
    ]);
    alarmed.world.fault = () => null;
    await alarmed.world.run(2 * MINUTE);
    expect(lines.slice(1).map((line) => JSON.parse(line) as object)).toEqual([
      expect.objectContaining({ event: 'STATE', link: 'ok' }),
    ]);
    await alarmed.stop();
    observed.end();
    expect(observed.counters.polls).toBeGreaterThan(observed.counters.answers);
    expect(observed.counters.readings).toBeGreaterThan(20);
  });

  it('counts by the hour', async () => {
    const alarmed = new AlarmedWorld();
    const { lines, observed } = logged(alarmed);
    await alarmed.start();
    await alarmed.world.run(190 * MINUTE);
    await alarmed.stop();
    observed.end();
    const hours = lines
      .filter((line) => line.includes('"HOUR"'))
      .map((line) => JSON.parse(line) as { polls: number });
    expect(hours).toHaveLength(4);
    for (const { polls } of hours.slice(0, 3)) expect(Math.abs(polls - 60)).toBeLessThan(3);
  });
});

describe('a notifier that is written down', () => {
  const alarm = {
    patientId: 'p-1',
    name: 'Ada',
    unit: null,
    trend: null,
    test: false,
    decision: {
      kind: 'low',
      decision: 'raised',
      reason: 'belowLimit',
      at: 0,
      mgdl: 65,
      measuredAt: 0,
      priority: 'medium',
      sound: true,
      until: null,
      since: null,
      by: null,
    },
  } as const;

  function written(deliver: Notifier['deliver']) {
    const clock = new FakeClock();
    const lines: string[] = [];
    const log = createLog(
      clock,
      (line) => line,
      (line) => lines.push(line),
    );
    const notifier = loggedNotifier(
      { deliver, withdraw() {} },
      { log: { ...log, personNumber: numbering(), redactor: createRedactor() }, clock },
    );
    return { clock, lines, notifier };
  }

  it.each([
    ['shown', () => Promise.resolve('shown' as const)],
    ['failed', () => Promise.reject(new Error('no'))],
    [
      'failed',
      () => {
        throw new Error('no');
      },
    ],
  ])('says that it was %s', async (outcome, deliver) => {
    const { lines, notifier } = written(deliver);
    await expect(notifier.deliver(alarm)).resolves.toBe(outcome);
    expect(lines).toEqual([
      expect.stringContaining(`"person":1,"kind":"low","outcome":"${outcome}","test":false}`),
    ]);
  });

  it('says after five seconds that nobody knows', async () => {
    const { clock, lines, notifier } = written(() => new Promise(() => {}));
    const outcome = notifier.deliver(alarm);
    clock.advance(5000);
    await expect(outcome).resolves.toBe('unknown');
    expect(lines).toHaveLength(1);
  });
});
