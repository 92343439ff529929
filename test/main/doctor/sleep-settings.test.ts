import { expect, it } from 'vitest';
import { readGnome, readPmset, readPowercfg } from '../../../src/main/doctor/sleep-settings.ts';

const POWER = 'org.gnome.settings-daemon.plugins.power';

it.each([
  ['1200', 'suspend', 20],
  ['1200', 'nothing', 0],
  ['0', 'suspend', 0],
])('GNOME after %s s does %s: %s min', (seconds, type, minutes) => {
  const answer = `${POWER} idle-dim true\n${POWER} sleep-inactive-ac-timeout ${seconds}\n${POWER} sleep-inactive-ac-type '${type}'\n`;
  expect(readGnome(answer)).toBe(minutes);
});

it('macOS by what holds while plugged in', () => {
  const answer =
    'Battery Power:\n displaysleep 2\n sleep                1\nAC Power:\n displaysleep 10\n sleep                15\n';
  expect(readPmset(answer)).toBe(15);
  expect(readPmset('AC Power:\n sleep 0\n')).toBe(0);
});

it('Windows by the last two figures, in any language', () => {
  const answer = `Untergruppe-GUID: 238c9fa8
    Mögliche Einstellung (Minimum): 0x00000000
    Mögliche Einstellung (Maximum): 0xffffffff
    Index der aktuellen Wechselstromeinstellung: 0x00000708
    Index der aktuellen Gleichstromeinstellung: 0x00000384\n`;
  expect(readPowercfg(answer)).toBe(30);
});

it('nothing where there is no such answer', () => {
  for (const read of [readGnome, readPmset, readPowercfg]) {
    expect(read('')).toBeNull();
    expect(read('No schemas installed')).toBeNull();
  }
});
