import fc from '../../../support/seeds.ts';
import { describe, expect, it } from 'vitest';
import {
  LOOK_MS,
  OVERDUE_MS,
  SIGN_MS,
  Silence,
  SILENT_MS,
} from '../../../../src/main/desktop/watchdog/silence.ts';
import { HOUR, MINUTE, SECOND } from '../../../../src/shared/time.ts';

const NOON = Date.UTC(2026, 10, 30, 12);

/** A computer on which the watchdog looks: what passes between two looks, and what the main thread did meanwhile. */
class Computer {
  signs = 0;
  suspended = false;
  monotonic = 5000;
  wall = NOON;
  readonly #silence = new Silence({
    signs: 0,
    suspended: false,
    monotonic: this.monotonic,
    wall: NOON,
    waitedMs: 0,
  });
  #seen = 0;
  /** How long the watchdog waits for its next look at most, ms: longer after a sign. */
  waits = LOOK_MS;

  /** @param sleptMs of which the monotonic clock knows or not */
  pass(ms: number, { sleptMs = 0, setMs = 0, isSeen = false }: Omit<Happening, 'ms'> = {}) {
    this.monotonic += ms + (isSeen ? sleptMs : 0);
    this.wall += ms + sleptMs + setMs;
    const { signs, suspended, monotonic, wall, waits: waitedMs } = this;
    this.waits = signs === this.#seen ? LOOK_MS : OVERDUE_MS;
    this.#seen = signs;
    return this.#silence.look({ signs, suspended, monotonic, wall, waitedMs });
  }

  /** Looks on time, and nothing else. @returns each verdict with how long it took */
  wait(ms: number) {
    const verdicts = [];
    for (let passed = this.waits; passed <= ms; passed += this.waits) {
      const verdict = this.pass(this.waits);
      if (verdict) verdicts.push({ ...verdict, after: passed });
    }
    return verdicts;
  }
}

describe('a main thread that stands still', () => {
  it('is told once, within a hundred seconds, with the last sign there was', () => {
    const computer = new Computer();
    computer.signs = 1;
    expect(computer.pass(LOOK_MS)).toBeNull();
    const [heardAt, verdicts] = [computer.wall, computer.wait(HOUR)];
    expect(verdicts).toEqual([{ is: 'silent', since: heardAt, after: SILENT_MS }]);
    expect(SILENT_MS + 2 * LOOK_MS).toBeLessThanOrEqual(100 * SECOND);
  });

  it('is back with its next sign, and can be silent again', () => {
    const computer = new Computer();
    computer.wait(10 * MINUTE);
    computer.signs += 1;
    expect(computer.pass(LOOK_MS)).toEqual({ is: 'back', since: NOON, until: computer.wall });
    const heardAt = computer.wall;
    expect(computer.wait(2 * MINUTE)).toEqual([{ is: 'silent', since: heardAt, after: SILENT_MS }]);
  });

  it('is told ninety seconds of being awake after a sleep, whichever clock knows of it', () => {
    for (const isSeen of [true, false]) {
      const computer = new Computer();
      computer.wait(80 * SECOND);
      expect(computer.pass(LOOK_MS, { sleptMs: 8 * HOUR, isSeen })).toBeNull();
      expect(computer.wait(85 * SECOND)).toEqual([]);
      expect(computer.wait(LOOK_MS)).toMatchObject([{ is: 'silent', since: NOON }]);
    }
  });

  it('is not told while the computer goes to sleep', () => {
    const computer = new Computer();
    computer.suspended = true;
    expect(computer.wait(HOUR)).toEqual([]);
    computer.suspended = false;
    expect(computer.wait(85 * SECOND)).toEqual([]);
    expect(computer.wait(LOOK_MS)).toMatchObject([{ is: 'silent' }]);
  });

  it('is told in spite of a clock that somebody sets back', () => {
    const computer = new Computer();
    computer.wait(MINUTE);
    computer.pass(LOOK_MS, { setMs: -HOUR });
    expect(computer.wait(30 * SECOND)).toMatchObject([{ is: 'silent', since: NOON }]);
  });
});

interface Happening {
  ms: number;
  sleptMs?: number;
  setMs?: number;
  isSeen?: boolean;
}

/** What may happen to a computer between two looks. */
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 20, arbitrary: fc.record({ ms: fc.integer({ min: LOOK_MS, max: LOOK_MS + 500 }) }) },
  // Busy with others, a long garbage collection, a dialog of the system.
  { weight: 3, arbitrary: fc.record({ ms: fc.integer({ min: LOOK_MS, max: 10 * MINUTE }) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      ms: fc.integer({ min: LOOK_MS, max: 2 * LOOK_MS }),
      sleptMs: fc.integer({ min: 0, max: 10 * HOUR }),
      isSeen: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ ms: fc.constant(LOOK_MS), setMs: fc.integer({ min: -HOUR, max: HOUR }) }),
  },
);

it('a healthy program is never called dead, whatever the computer does', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(happening, fc.integer({ min: SIGN_MS, max: 80 * SECOND })), { maxLength: 200 }),
      (happenings) => {
        const computer = new Computer();
        let dueIn = SIGN_MS;
        for (const [passing, next] of happenings) {
          const { waits } = computer;
          const ms = passing.ms - LOOK_MS + Math.min(waits, dueIn);
          // The main thread was kept from its timer by what kept the watchdog from its own, and a while longer.
          dueIn -= Math.min(ms, waits + 500);
          if (dueIn <= 0) {
            computer.signs += 1;
            dueIn = next;
          }
          expect(computer.pass(ms, passing)).toBeNull();
        }
      },
    ),
  );
});

/** What a day is like: how late looks and signs are, and what else the computer does; `chance` is a share of one. */
interface Day {
  lookLate?: (chance: () => number) => number;
  signLate?: (chance: () => number) => number;
  around?: (chance: () => number, computer: Computer) => Omit<Happening, 'ms'>;
}

const RARELY = 0.01;
const DAYS: Record<string, Day> = {
  'a load of eight': {
    lookLate: (chance) => chance() * 8 * SECOND,
    signLate: (chance) => chance() * MINUTE,
  },
  'sleeps that the system tells of or not, and either clock knows': {
    around: (chance, computer) => {
      computer.suspended = !computer.suspended && chance() < RARELY;
      const sleptMs = computer.suspended || chance() < RARELY ? chance() * 10 * HOUR : 0;
      return { sleptMs, isSeen: chance() < 0.5 };
    },
  },
  'a clock that is set again and again': {
    around: (chance) => ({ setMs: chance() < RARELY ? (chance() - 0.5) * 2 * HOUR : 0 }),
  },
  'garbage collections of a minute': { signLate: (chance) => (chance() < 0.1 ? MINUTE : 0) },
  'dialogs and menus of the system that hold the main thread for over a minute': {
    signLate: (chance) => (chance() < 0.5 ? 70 * SECOND : 0),
  },
};

it.each(Object.entries(DAYS))('a healthy program is never called dead in a day of %s', (_, day) => {
  const { lookLate = () => 0, signLate = () => 0, around = () => ({}) } = day;
  const numRuns = 5;
  fc.assert(
    fc.property(fc.infiniteStream(fc.nat(1000)), (figures) => {
      const chance = (): number => Number(figures.next().value) / 1000;
      const computer = new Computer();
      const verdicts = [];
      let signAt = SIGN_MS;
      for (let now = 0; now < 24 * HOUR;) {
        // Whoever waits for a sign is woken by it.
        const { waits } = computer;
        const ms = (waits === OVERDUE_MS ? Math.min(waits, signAt - now) : waits) + lookLate(chance);
        for (now += ms; signAt <= now; signAt += SIGN_MS + signLate(chance)) computer.signs += 1;
        verdicts.push(computer.pass(ms, around(chance, computer)));
      }
      expect(verdicts.filter((one) => one !== null)).toEqual([]);
    }),
    { numRuns },
  );
});

it('a program that hangs is told within a hundred seconds of being awake, whatever came before', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(happening, fc.boolean()), { maxLength: 50 }), (before) => {
      const computer = new Computer();
      let wasTold = false;
      for (const [passing, isAlive] of before) {
        if (isAlive) computer.signs += 1;
        const verdict = computer.pass(passing.ms, passing);
        wasTold = verdict === null ? wasTold : verdict.is === 'silent';
      }
      const told = computer.wait(95 * SECOND);
      expect(told).toHaveLength(wasTold ? 0 : 1);
    }),
  );
});
