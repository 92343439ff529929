import type { ArmedFault } from '../../alarms/armed.ts';
import type { AwaySummary, Notice } from '../../state/notices.ts';
import { problemSentence } from './problems.ts';
import { count } from './words.ts';

/** The sentences of a notice. @param glucose writes a person's mg/dL with its unit */
export function noticeSentences(
  notice: Notice,
  glucose: (patientId: string, mgdl: number) => string,
  localTime: (instant: number) => string,
): string[] {
  switch (notice.code) {
    case 'problem':
      return [problemSentence(notice.problem, localTime)];
    case 'notWatched':
      return [
        `${notice.crashed ? 'Glucoglance had to start again' : 'Glucoglance was ended without a word'}: ` +
          `nobody watched from ${localTime(notice.from)} to ${localTime(notice.to)}.`,
      ];
    case 'away':
      return [
        `From ${localTime(notice.from)} to ${localTime(notice.to)} this computer slept, or nobody sat at it. ` +
          'What is known of that time:',
        ...notice.people.map((one) => awaySentence(one, glucose, localTime)),
      ];
  }
}

function awaySentence(
  { patientId, name, lows, highs, lowest }: AwaySummary,
  glucose: (patientId: string, mgdl: number) => string,
  localTime: (instant: number) => string,
): string {
  const what = `${lows === 0 ? 'no low' : count(lows, 'low', 'lows')}, ${highs === 0 ? 'no high' : count(highs, 'high', 'highs')}`;
  const least =
    lowest === null ? '' : `; lowest ${glucose(patientId, lowest.mgdl)} at ${localTime(lowest.at)}`;
  return `${name}: ${what}${least}.`;
}

/** Why alarms might not be raised or noticed, and what to do about it. */
export const armedFaults: Record<ArmedFault, string> = {
  notWatching: 'Nobody is watched: sign in first.',
  noAnswer:
    'LibreLinkUp has not answered for over a quarter of an hour: a low of now would not be known here.',
  lowsOff: 'An alarm for low glucose is switched off in the settings.',
  settingsUnread: 'Your settings cannot be read: the usual limits are in force, not yours.',
  notificationsUnavailable:
    'This system shows no notifications now; alarms come in a window of their own and with a sound.',
  notificationsPaused:
    '“Do not disturb” keeps notifications back now; alarms come in a window of their own and with a sound.',
  notificationsUnanswered:
    'This system does not say that it shows notifications; alarms come in a window of their own and with a sound.',
  notificationsFailed:
    'The last notification did not arrive; alarms come in a window of their own and with a sound.',
  soundFails:
    'The last alarm could not be heard: see whether this computer has a loudspeaker, and test the alarms.',
  soundMuted: 'The sound of this computer is off: an alarm would be seen, but not heard.',
  neverTested: 'The alarms have never been tested here: see and hear one before you rely on them.',
  testLongAgo: 'The last test of the alarms is over a month ago: test them again.',
  loginNeedsApproval:
    'macOS waits for your word: allow Glucoglance in System Settings, General, Login Items. Until then nobody would watch ' +
    'after a restart.',
  notAtLogin: 'Glucoglance does not start with this computer: after a restart nobody would watch.',
  noTray:
    'This desktop shows no tray icons: start Glucoglance again to open its window. On GNOME the extension “AppIndicator” ' +
    'brings them.',
  trayLost:
    'The icon of Glucoglance is not in the panel now; it is put there again. Until then start Glucoglance once more to open ' +
    'its window.',
  trayHidden:
    'macOS keeps the icon of Glucoglance out of sight: allow it in System Settings, Menu Bar, or make room in the menu bar. ' +
    'Until then open Glucoglance from the Applications folder.',
};
