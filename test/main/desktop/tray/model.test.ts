import { ENGLISH, LANGUAGES, speakAs } from '../../../../src/shared/messages/speech.ts';
import { describe, expect, it } from 'vitest';
import type { TrayInput } from '../../../../src/main/desktop/tray/input.ts';
import type { MenuEntry, TrayCommand } from '../../../../src/main/desktop/tray/menu.ts';
import { trayModel, type TrayModel } from '../../../../src/main/desktop/tray/model.ts';
import { ALARM_KINDS } from '../../../../src/shared/alarms/kinds.ts';
import { DEFAULT_RULES } from '../../../../src/shared/alarms/rules.ts';
import type { Link } from '../../../../src/shared/state/app-state.ts';
import type { Reading } from '../../../../src/shared/glucose/reading.ts';
import type { TrendArrow } from '../../../../src/shared/glucose/trend.ts';
import { problem } from '../../../../src/shared/problems.ts';
import { runs } from '../../../support/runs.ts';
import fc from '../../../support/seeds.ts';
import { alarm, appState, input, MINUTE, NOW, person, reading } from './people.ts';

const TIMED_OUT = problem('timedOut', { host: 'api-eu.libreview.io' });

const faceOf = ({ text, tone, shape, wear, arrow, rings, mark }: TrayModel) =>
  [text, tone, shape, wear, arrow, rings ? 'rings' : 'still', mark].join(' ');

/** Blanks of a digit's width and thin spaces, to be seen. */
const seen = (title: string) => title.replaceAll('\u2007', '_').replaceAll('\u2009', '|');

describe('D6: the title beside the icon of macOS', () => {
  it.each([
    ['mmol', 54],
    ['mmol', 223],
    ['mgdl', 54],
    ['mgdl', 223],
  ] as const)('is as wide at every age, in %s at %d', (unit, mgdl) => {
    const widths = [0, 1, 6, 12, 17, 25, 600].map((minutes) => {
      const one = person('Ada', { ...reading(minutes), mgdl });
      const { title } = trayModel(input([one], { unit }));
      // A combining stroke takes no room.
      return title.replaceAll('\u0336', '').length;
    });
    expect(new Set(widths)).toEqual(new Set([unit === 'mmol' ? 9 : 8]));
  });
});

describe('the face by the age of the value', () => {
  it.each([
    [0, '7.4 inRange number fresh 3 still ', '_7.4→|_0m'],
    [4.99, '7.4 inRange number fresh 3 still ', '_7.4→|_4m'],
    [5, '7.4 inRange number fresh 3 still ', '_7.4→|_5m'],
    [9.99, '7.4 inRange number fresh 3 still ', '_7.4→|_9m'],
    [10, '7.4 inRange number dimmed  still ', '_7.4_|10m'],
    [14.99, '7.4 inRange number dimmed  still ', '_7.4_|14m'],
    [15, '7.4 none number stale  still ', '_7\u0336.\u03364\u0336_|15m'],
    [20, '7.4 none number stale  still ', '_7\u0336.\u03364\u0336_|20m'],
    [20.01, '--- none noData fresh  still ', '_---_|___'],
    [600, '--- none noData fresh  still ', '_---_|___'],
    // A phone whose clock is fast; beyond five minutes nobody knows when that was.
    [-4, '7.4 inRange number fresh 3 still ', '_7.4→|_0m'],
    [-6, '--- none noData fresh  still ', '_---_|___'],
  ])('%d min', (minutes, face, title) => {
    const model = trayModel(input([person('Ada', reading(minutes))]));
    expect([faceOf(model), seen(model.title)]).toEqual([face, title]);
  });
});

describe('the face by the value', () => {
  it.each([
    [{ mgdl: 39 + 1, offScale: 'LO' }, 'LO low'],
    [{ mgdl: 500, offScale: 'HI' }, 'HI high'],
    [{ mgdl: 69 }, '3.8 low'],
    [{ mgdl: 70 }, '3.9 inRange'],
    [{ mgdl: 180 }, '10.0 inRange'],
    [{ mgdl: 181 }, '10.1 high'],
    [{ mgdl: 150, target: { low: 80, high: 140 } }, '8.3 high'],
  ] as const)('%o', (part, face) => {
    const { text, tone } = trayModel(input([person('Ada', reading(1, part))]));
    expect(`${text} ${tone}`).toBe(face);
  });

  it.each<[string, Partial<Reading>, Partial<TrayInput>, boolean]>([
    ['low', { mgdl: 55 }, {}, false],
    ['under the urgent limit', { mgdl: 54 }, {}, true],
    ['off the scale', { mgdl: 40, offScale: 'LO' }, {}, true],
    ['acknowledged', { mgdl: 50 }, { alarms: [alarm('ada', 'urgentLow', { phase: 'acknowledged' })] }, true],
    [
      'without an alarm',
      { mgdl: 50 },
      { rulesOf: () => ({ ...DEFAULT_RULES, urgentLow: { on: false, offConfirmed: true, limit: 55 } }) },
      true,
    ],
    [
      'by another limit',
      { mgdl: 55 },
      { rulesOf: () => ({ ...DEFAULT_RULES, urgentLow: { ...DEFAULT_RULES.urgentLow, limit: 60 } }) },
      true,
    ],
    ['very high, where nobody wants to hear of it', { mgdl: 320 }, {}, false],
    [
      'very high',
      { mgdl: 320 },
      { rulesOf: () => ({ ...DEFAULT_RULES, urgentHigh: { on: true, quiet: null, limit: 300 } }) },
      true,
    ],
  ])('D15: is urgent by its value, whatever rings: %s', (_, part, around, urgent) => {
    expect(trayModel(input([person('Ada', reading(1, part))], around)).urgent).toBe(urgent);
    // Of a value that is no longer current nothing of the kind is said.
    expect(trayModel(input([person('Ada', reading(16, part))], around)).urgent).toBe(false);
  });

  it('is in the user’s unit, or else in the person’s, or else in mg/dL', () => {
    const ada = person('Ada', reading(1));
    const text = (part: Partial<TrayInput>, unit = ada.unit) =>
      trayModel(input([{ ...ada, unit }], part)).text;
    expect([text({}), text({ unit: 'mgdl' }), text({}, null)]).toEqual(['7.4', '133', '133']);
  });
});

describe('the face without a value', () => {
  it.each<[string, Partial<TrayInput>, string]>([
    ['signed out', { mode: 'signedOut', state: null }, ' none signedOut fresh  still '],
    ['before the first answer', { state: null }, ' none starting fresh  still '],
    ['starting', { state: appState([], { link: { code: 'starting' } }) }, ' none starting fresh  still '],
    [
      'the way is broken before anybody is known',
      { state: appState([], { link: { code: 'problem', problem: TIMED_OUT } }) },
      ' none problem fresh  still attention',
    ],
    [
      'nobody has a reading yet',
      {
        state: appState([person('Ada', null, { link: { code: 'noReadingYet', name: 'Ada' } })], {
          link: { code: 'noReadingYet', name: 'Ada' },
        }),
      },
      '--- none noData fresh  still attention',
    ],
  ])('%s', (_, part, face) => {
    expect(faceOf(trayModel(input([], part)))).toBe(face);
  });

  it('hides the number where that is wanted, but nothing else', () => {
    const model = trayModel(input([person('Ada', reading(1, { mgdl: 60 }))], { hidden: true }));
    expect(faceOf(model)).toBe(' low hidden fresh 3 still ');
    expect(model.title).toBe('');
    expect(model.tooltip).toBe('Ada · 1 min ago · low · alarms on');
    expect(JSON.stringify(model)).not.toContain('3.3');
  });
});

describe('the marks', () => {
  const ada = person('Ada', reading(1));
  it.each<[string, Partial<TrayInput>, boolean, string | null]>([
    ['nothing', {}, false, null],
    ['an alarm rings', { alarms: [alarm('ada', 'low')] }, true, null],
    [
      'it is acknowledged',
      { alarms: [alarm('ada', 'low', { phase: 'acknowledged', until: NOW + 1 })] },
      false,
      null,
    ],
    [
      'it is snoozed',
      { alarms: [alarm('ada', 'low', { phase: 'snoozed', until: NOW + 1 })] },
      false,
      'snoozed',
    ],
    ['the snooze is over', { alarms: [alarm('ada', 'low', { phase: 'snoozed', until: NOW })] }, false, null],
    ['alarms may fail', { armed: { armed: false, why: 'The sound is off.' } }, false, 'attention'],
    ['a reminder only', { armed: { armed: true, why: 'Never tested.' } }, false, null],
    [
      'recording fails',
      { state: appState([ada], { storage: problem('diskFull', { path: '/' }) }) },
      false,
      'attention',
    ],
    [
      'the way is broken',
      { state: appState([ada], { link: { code: 'problem', problem: TIMED_OUT } }) },
      false,
      'attention',
    ],
    [
      'another one’s phone is silent',
      { state: appState([ada], { link: { code: 'phoneSilent', name: 'Ben', lastAt: NOW } }) },
      false,
      'attention',
    ],
    [
      'late, as phones are',
      { state: appState([ada], { link: { code: 'delayed', name: 'Ada', lastAt: NOW } }) },
      false,
      null,
    ],
    [
      'nobody is watched for a while',
      { mode: 'paused', state: null, alarms: [], armed: { armed: false, why: null } },
      false,
      'attention',
    ],
    [
      'nobody is signed in',
      { mode: 'signedOut', state: null, alarms: [alarm(null, 'impaired')] },
      false,
      null,
    ],
  ])('%s', (_, part, rings, mark) => {
    const model = trayModel(input([ada], part));
    expect([model.rings, model.mark]).toEqual([rings, mark]);
  });
});

describe('of several people', () => {
  const fine = person('Ada', reading(1));
  const high = person('Ben', reading(1, { mgdl: 250 }));
  const low = person('Cleo', reading(1, { mgdl: 60 }));
  const stale = person('Dora', reading(17, { mgdl: 60 }));
  const unknown = person('Eve', reading(90, { mgdl: 60 }));

  it.each([
    [[fine, high, low, stale, unknown], [], 'Cleo'],
    [[fine, high, stale, unknown], [], 'Eve'],
    [[fine, stale, high], [], 'Ben'],
    [[fine, stale], [], 'Dora'],
    [[fine, person('Fay', reading(1))], [], 'Ada'],
    [[low, fine, high], [alarm('ada', 'urgentHigh'), alarm('ben', 'noData')], 'Ada'],
    [[low, fine, high], [alarm('ben', 'high', { phase: 'acknowledged' })], 'Cleo'],
  ])('the one who needs it most is shown, case %#', (people, alarms, name) => {
    expect(trayModel(input(people, { alarms })).tooltip).toContain(`${name} `);
    expect(trayModel(input(people, { alarms })).tooltip.startsWith(name)).toBe(true);
  });

  it('the chosen one is shown, while the account knows them', () => {
    const tooltip = (chosen: string) => trayModel(input([fine, low], { chosen })).tooltip;
    expect(tooltip('ada')).toMatch(/^Ada 7\.4/);
    expect(tooltip('gone')).toMatch(/^Cleo 3\.3/);
  });

  it('the tooltip names another one who rings', () => {
    const model = trayModel(input([fine, low], { chosen: 'ada', alarms: [alarm('cleo', 'low')] }));
    expect(model.tooltip).toBe('Ada 7.4 mmol/L → +0.2 · 1 min ago · in range · Cleo: low alarm · alarms on');
    expect(model.rings).toBe(true);
  });

  it('namesakes have their last names', () => {
    const other = person('Ada', reading(1), {
      person: { patientId: 'byron', firstName: 'Ada', lastName: 'Byron' },
    });
    const labels = JSON.stringify(trayModel(input([fine, other])).menu);
    expect(labels).toContain('Ada Lovelace  7.4');
    expect(labels).toContain('Ada Byron  7.4');
  });

  it('W16: namesakes in another Unicode form have their last names too', () => {
    const [one, other] = (['Zo\u00e9', 'Zoe\u0301'] as const).map((firstName, i) =>
      person('Ada', reading(1), { person: { patientId: `${i}`, firstName, lastName: 'Byron' } }),
    );
    const labels = JSON.stringify(trayModel(input([one!, other!])).menu);
    expect(labels).toContain('Zo\u00e9 Byron  7.4');
  });
});

describe('the tooltip', () => {
  it.each<[string, Partial<TrayInput>, string]>([
    ['all well', {}, 'Ada 7.4 mmol/L → +0.2 · 2 min ago · in range · alarms on'],
    ['the demo', { mode: 'demo' }, 'Demo · Ada 7.4 mmol/L → +0.2 · 2 min ago · in range · alarms on'],
    ['mg/dL', { unit: 'mgdl' }, 'Ada 133 mg/dL → +4 · 2 min ago · in range · alarms on'],
    ['dimmed', { now: NOW + 10 * MINUTE }, 'Ada 7.4 mmol/L · 12 min ago · in range · alarms on'],
    ['stale', { now: NOW + 15 * MINUTE }, 'Ada 7.4 mmol/L · 17 min ago · no longer current · alarms on'],
    ['old', { now: NOW + 60 * MINUTE }, 'Ada · no data since 14:30 · alarms on'],
    [
      'rings',
      { alarms: [alarm('ada', 'low')] },
      'Ada 7.4 mmol/L → +0.2 · 2 min ago · in range · low alarm · alarms on',
    ],
    [
      'quiet',
      { alarms: [alarm('ada', 'noData', { phase: 'snoozed', until: NOW + 30 * MINUTE })] },
      'Ada 7.4 mmol/L → +0.2 · 2 min ago · in range · quiet until 15:02',
    ],
    [
      'quiet about highs',
      { alarms: [alarm('ada', 'high', { phase: 'snoozed', until: NOW + 30 * MINUTE })] },
      'Ada 7.4 mmol/L → +0.2 · 2 min ago · in range · highs quiet until 15:02',
    ],
    [
      'not armed',
      { armed: { armed: false, why: 'The sound of this computer is off.' } },
      'Ada 7.4 mmol/L → +0.2 · 2 min ago · in range · alarms may not reach you: The sound of this computer is off',
    ],
    [
      'the way is broken',
      { state: appState([person('Ada', reading(2))], { link: { code: 'problem', problem: TIMED_OUT } }) },
      'Ada 7.4 mmol/L → +0.2 · 2 min ago · in range · alarms on · api-eu.libreview.io did not answer in time',
    ],
    [
      'too long: the range goes, then the end of a sentence',
      {
        armed: { armed: false, why: 'The sound of this computer is off.' },
        state: appState([person('Ada', reading(2))], { link: { code: 'problem', problem: TIMED_OUT } }),
      },
      'Ada 7.4 mmol/L → +0.2 · 2 min ago · alarms may not reach you: The sound of this… · api-eu.libreview.io did not answer in time',
    ],
    ['signed out', { mode: 'signedOut' }, 'Glucoglance: not signed in, nobody is watched'],
    [
      'while data is erased',
      { mode: 'paused', state: null },
      'Glucoglance: nobody is watched while the data is put back or erased',
    ],
    ['starting', { state: null }, 'Glucoglance: waiting for the first reading · alarms on'],
  ])('%s', (_, part, tooltip) => {
    expect(trayModel(input([person('Ada', reading(2))], part)).tooltip).toBe(tooltip);
  });

  it.each([
    [{ offScale: 'LO', mgdl: 40 } as const, 'Ada LO (under 2.2 mmol/L) → · 2 min ago · low · alarms on'],
    [{ offScale: 'HI', mgdl: 500 } as const, 'Ada HI (over 27.8 mmol/L) → · 2 min ago · high · alarms on'],
    [{ mgdl: 133, trend: null }, 'Ada 7.4 mmol/L +0.2 · 2 min ago · in range · alarms on'],
  ])('%o', (part, tooltip) => {
    expect(trayModel(input([person('Ada', reading(2, part))])).tooltip).toBe(tooltip);
  });
});

const link = fc.constantFrom<Link>(
  { code: 'ok' },
  { code: 'starting' },
  {
    code: 'problem',
    problem: problem('tlsFailed', { host: 'api-eu.libreview.io', cause: 'CERT_HAS_EXPIRED' }),
  },
  { code: 'phoneSilent', name: 'Ada', lastAt: NOW },
  { code: 'clockWrong', byMs: 7_200_000 },
);
const someone = fc
  .record({
    name: fc.string({ unit: 'grapheme', maxLength: 60 }),
    minutes: fc.integer({ min: -10, max: 60 }),
    mgdl: fc.integer({ min: 40, max: 500 }),
    offScale: fc.constantFrom(null, null, 'HI' as const, 'LO' as const),
    trend: fc.constantFrom<TrendArrow | null>(null, 1, 2, 3, 4, 5),
    hasReading: fc.boolean(),
    link,
  })
  .map(({ name, minutes, hasReading, link: own, ...part }) =>
    person(name, hasReading ? reading(minutes, part) : null, { link: own }),
  );
const anything = fc
  .record({
    people: fc.array(someone, { maxLength: 4 }),
    mode: fc.constantFrom('signedOut' as const, 'account' as const, 'demo' as const),
    unit: fc.constantFrom(null, 'mmol' as const, 'mgdl' as const),
    hidden: fc.boolean(),
    link,
    armed: fc.record({
      armed: fc.boolean(),
      why: fc.option(fc.string({ unit: 'grapheme', maxLength: 200 })),
    }),
    wholeMinutes: fc.boolean(),
    kinds: fc.uniqueArray(fc.constantFrom(...ALARM_KINDS)),
    phase: fc.constantFrom('active' as const, 'acknowledged' as const, 'snoozed' as const),
  })
  .map(({ people, link: all, kinds, phase, ...part }) =>
    input(people, {
      ...part,
      state: appState(people, { link: all }),
      alarms: kinds.map((kind, i) =>
        alarm(people[i]?.person.patientId ?? null, kind, {
          phase,
          until: phase === 'active' ? null : NOW + MINUTE,
        }),
      ),
    }),
  );

describe('ages in whole minutes', () => {
  const model = (seconds: number) =>
    trayModel(input([person('Ada', reading(0))], { wholeMinutes: true, now: NOW + seconds * 1000 }));

  it.each([
    [0, 'under 1 min ago'],
    [59.9, 'under 1 min ago'],
    [60, '1 min ago'],
    [119, '1 min ago'],
    [840, '14 min ago'],
  ])('%d s', (seconds, age) => {
    const { tooltip, menu } = model(seconds);
    expect(tooltip).toContain(` · ${age} · `);
    expect(read(menu)[0]).toContain(` · ${age} · `);
  });

  it('leave the menu as it is within the minute', () => {
    const menus = [0, 15, 30, 45].map((second) => JSON.stringify(model(240 + second).menu));
    expect(new Set(menus).size).toBe(1);
  });
});

describe('whatever there is to show', () => {
  it('a tooltip fits into 127 units and is well-formed; a value in it has its unit and its age', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { tooltip, shape } = trayModel(given);
        expect(tooltip.length).toBeLessThanOrEqual(127);
        expect(tooltip.length).toBeGreaterThan(0);
        if (shape !== 'number') return;
        expect(tooltip).toMatch(
          / (mmol\/L|mg\/dL)\)?( [↓↘→↗↑])?( [+−][\d.]+)? · (\d+ (s|min)|under 1 min) ago/,
        );
      }),
      { numRuns: runs(500, 20_000) },
    );
  });

  it.each(LANGUAGES)('a tooltip fits in every language: %s', (language) => {
    speakAs(() => ({ language, locale: 'de-DE', clock: 12 }));
    try {
      fc.assert(
        fc.property(anything, (given) => {
          const { tooltip } = trayModel(given);
          expect(tooltip.length).toBeLessThanOrEqual(127);
          expect(tooltip.length).toBeGreaterThan(0);
        }),
        { numRuns: runs(200, 20_000) },
      );
    } finally {
      speakAs(() => ENGLISH);
    }
  });

  it('no half of a character is shown, where there was none before', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { tooltip, menu } = trayModel(given);
        expect(tooltip.isWellFormed()).toBe(true);
        for (const { label } of labelled(menu)) expect(label.isWellFormed()).toBe(true);
      }),
      { numRuns: runs(500, 20_000) },
    );
  });

  it('a long name is cut between characters and leaves the value whole', () => {
    const { tooltip } = trayModel(input([person('🐱'.repeat(40), reading(2))]));
    expect(tooltip).toMatch(/^(🐱){11}… 7\.4 mmol\/L → \+0\.2 · 2 min ago · in range · alarms on$/u);
  });

  it('no value is seen where values are hidden', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const plain = given.state!.people.map((one) => ({
          ...one,
          person: { ...one.person, firstName: 'Ada' },
        }));
        const model = trayModel({
          ...given,
          hidden: true,
          state: appState(plain),
          armed: { armed: true, why: null },
        });
        expect(`${model.tooltip}${model.title}${JSON.stringify(model.menu)}`).not.toMatch(
          /mmol|mg\/dL|LO |HI /,
        );
      }),
      { numRuns: runs(300, 5000) },
    );
  });
});

function labelled(
  menu: readonly MenuEntry[],
): { label: string; command: TrayCommand | null; checked: boolean }[] {
  return menu.flatMap((entry) => {
    if (entry.type === 'separator') return [];
    if (entry.type === 'submenu') return labelled(entry.entries);
    return [
      { label: entry.label, command: entry.command, checked: entry.type === 'choice' && entry.checked },
    ];
  });
}

/** The menu as a person reads it. */
function read(menu: readonly MenuEntry[], indent = ''): string[] {
  return menu.flatMap((entry) => {
    if (entry.type === 'separator') return [`${indent}--`];
    if (entry.type === 'submenu') return [`${indent}${entry.label} >`, ...read(entry.entries, `${indent}  `)];
    const state =
      entry.type === 'choice' ? (entry.checked ? '(x) ' : '( ) ') : entry.command === null ? '# ' : '';
    return [`${indent}${state}${entry.label}`];
  });
}

describe('the menu', () => {
  const ada = person('Ada', reading(2));
  const ben = person('Ben', reading(40));

  it('of one person', () => {
    expect(read(trayModel(input([ada])).menu)).toEqual([
      'Ada  7.4 mmol/L → +0.2 · 2 min ago · in range',
      '--',
      '# Alarms on',
      'Snooze >',
      '  All but urgent lows for 30 min',
      '  All but urgent lows for 1 h',
      '  All but urgent lows for 2 h',
      '  --',
      '  Highs for 30 min',
      '  Highs for 1 h',
      '  Highs for 2 h',
      '  --',
      '  # Until back in range',
      'Why did it ring?',
      '--',
      'Open Glucoglance',
      'Refresh now',
      'Settings',
      '--',
      'Quit',
    ]);
  });

  it('of two people, with an alarm, a snooze and a broken way', () => {
    const alarms = [
      alarm('ada', 'low'),
      alarm('ben', 'noData', { phase: 'acknowledged', until: NOW + 1 }),
      alarm('ben', 'high', { phase: 'snoozed', until: NOW + 30 * MINUTE }),
    ];
    const state = appState([ada, ben], { link: { code: 'problem', problem: TIMED_OUT } });
    const armed = { armed: false, why: 'The sound of this computer is off.' };
    const { menu } = trayModel(input([], { state, alarms, armed, chosen: 'ben' }));
    expect(read(menu).filter((line) => !line.startsWith('  All') && !line.startsWith('  Highs'))).toEqual([
      'Acknowledge Ada: low alarm',
      'Undo: Ben: no data alarm quiet until 14:32',
      '--',
      '( ) Ada  7.4 mmol/L → +0.2 · 2 min ago · in range',
      '(x) Ben · no data since 13:52',
      '( ) Whoever needs it most',
      '--',
      'api-eu.libreview.io did not answer in time.',
      'Alarms may not reach you: The sound of this computer is off.',
      '# Highs quiet until 15:02',
      'Snooze >',
      '  --',
      '  --',
      '  Until back in range, 1 h at most',
      'End snooze',
      'Why did it ring?',
      '--',
      'Open Glucoglance',
      'Refresh now',
      'Settings',
      '--',
      'Quit',
    ]);
    expect(
      labelled(menu).flatMap(({ command }) => (command && 'alarms' in command ? [command] : [])),
    ).toEqual([
      { type: 'acknowledge', alarms: [{ patientId: 'ada', kind: 'low' }] },
      { type: 'snoozeUntilInRange', alarms: [{ patientId: 'ada', kind: 'low', minutes: 60 }] },
    ]);
  });

  it('of nobody signed in', () => {
    expect(read(trayModel(input([], { mode: 'signedOut' })).menu)).toEqual([
      '# Glucoglance: not signed in, nobody is watched',
      '--',
      'Open Glucoglance',
      'Settings',
      '--',
      'Quit',
    ]);
  });

  it('of nobody for a while', () => {
    expect(read(trayModel(input([], { mode: 'paused', state: null })).menu)).toEqual([
      '# Glucoglance: nobody is watched while the data is put back or erased',
      '--',
      'Open Glucoglance',
      'Settings',
      '--',
      'Quit',
    ]);
  });

  it('has nothing to snooze before anybody is known', () => {
    const { menu } = trayModel(input([], { state: null }));
    expect(labelled(menu).some(({ command }) => command?.type.startsWith('snooze'))).toBe(false);
  });

  it('can be opened, and quit, whatever there is', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const entries = labelled(trayModel(given).menu);
        const types = entries.map(({ command }) => command?.type);
        expect(types).toContain('open');
        expect(types).toContain('quit');
        const chosen = entries.filter(({ checked }) => checked).length;
        expect(chosen).toBe(types.includes('choosePerson') ? 1 : 0);
      }),
    );
  });
});
