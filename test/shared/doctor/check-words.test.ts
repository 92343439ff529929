import { expect, it } from 'vitest';
import { checkSentence } from '../../../src/shared/doctor/check-words.ts';
import { checkOf, checksOfFaults, type Finding } from '../../../src/shared/doctor/checks.ts';
import { ARMED_FAULTS } from '../../../src/shared/alarms/armed.ts';
import { problem } from '../../../src/shared/problems.ts';
import { windowProblemSentence } from '../../../src/shared/messages/sentences/problem.ts';

const told = (finding: Finding) => checkSentence(checkOf('server', finding), () => '14:05');
const host = 'api-eu.libreview.io';

/** An order to whoever reads it, at the beginning of a sentence or after what it follows from. */
const ORDER =
  /(^|[.:;] |, |until then )(start|allow|switch|test|see|look|open|give|close|try|make|check|choose|bring|plug|the extension)\b/i;

it.each(ARMED_FAULTS)('of %s it says what can be done', (fault) => {
  const found = checksOfFaults([fault]).filter(({ ok }) => !ok);
  for (const one of found) expect(checkSentence(one, String)).toMatch(ORDER);
});

it.each<[string, Finding]>([
  ['a network that fails', { code: 'problem', problem: problem('timedOut', { host }) }],
  [
    'the same known by who watches',
    { code: 'link', link: { code: 'problem', problem: problem('timedOut', { host }) } },
  ],
  [
    'a server with trouble of its own',
    { code: 'problem', problem: problem('serverError', { host, status: 503 }) },
  ],
  ['a folder', { code: 'problem', problem: problem('folderUnusable', { path: '/x', cause: 'mayNotWrite' }) }],
  [
    'a history',
    { code: 'problem', problem: problem('historyFailed', { path: '/x', cause: 'SQLITE_ERROR' }) },
  ],
  ['nobody who watches', { code: 'link', link: { code: 'notWatching', since: null } }],
  ['a backup that is old', { code: 'backupOld', at: 0 }],
  ['a computer that falls asleep', { code: 'sleepsAfter', minutes: 20 }],
  ['a battery', { code: 'batteryLow', percent: 34 }],
  ['a network that waits for a sign-in', { code: 'captive' }],
])('of %s it says what can be done', (_, finding) => {
  expect(told(finding)).toMatch(ORDER);
});

it('is said as the window says it where somebody looks at one', () => {
  const locked = problem('keychainUnavailable', { cause: 'keychainLocked' });
  const check = checkOf('keychain', { code: 'problem', problem: locked });
  expect(checkSentence(check, String)).toContain('LIBRELINKUP_EMAIL');
  expect(checkSentence(check, String, windowProblemSentence)).toContain('Unlock it');
});

it('of the last evening check it says when, and what it found', () => {
  expect(told({ code: 'eveningFine', at: 0 })).toBe('14:05: nothing found');
  const causes = [{ code: 'sleepsAfter' as const, minutes: 20 }, { code: 'soundMuted' as const }];
  expect(told({ code: 'eveningFound', at: 0, causes })).toBe(
    '14:05: this computer falls asleep after 20 min without use and the sound is off',
  );
});
