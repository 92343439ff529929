import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NIGHT_CODES, type NightCause, type NightCode } from '../../../src/shared/night/causes.ts';
import { nightSentence } from '../../../src/shared/night/sentence.ts';
import { speakAs, speech } from '../../../src/shared/messages/speech.ts';
import fc from '../../support/seeds.ts';
import { causeOf } from './cause-of.ts';

const CLAUSES = {
  en: {
    captive: 'the network waits for a sign-in on a page of its own',
    noAnswer: 'LibreLinkUp does not answer',
    sleepsAfter: 'this computer falls asleep after 20 min without use',
    batteryLow: 'the computer runs on its battery (34%)',
    soundAbsent: 'there is no loudspeaker',
    soundMuted: 'the sound is off',
    soundFails: 'the last alarm could not be heard',
    notificationsUnavailable: 'this system shows no notifications',
    notificationsPaused: '“Do not disturb” is on',
    notificationsUnanswered: 'this system does not say that it shows notifications',
    notificationsFailed: 'the last notification did not arrive',
    settingsUnread: 'your settings cannot be read',
    lowsOff: 'an alarm for low glucose is switched off',
    lidSleeps: 'the computer falls asleep when its lid is closed',
    vpnOn: 'a VPN is on that was off by day',
    proxyChanged: 'the proxy is not the one of the day',
    metered: 'the connection is a metered one such as over a phone',
  },
  de: {
    captive: 'das Netzwerk wartet auf eine Anmeldung auf seiner eigenen Seite',
    noAnswer: 'LibreLinkUp antwortet nicht',
    sleepsAfter: 'dieser Computer geht nach 20 min ohne Benutzung in den Ruhezustand',
    batteryLow: 'der Computer läuft mit Akku (34 %)',
    soundAbsent: 'es gibt keinen Lautsprecher',
    soundMuted: 'der Ton ist aus',
    soundFails: 'der letzte Alarm war nicht zu hören',
    notificationsUnavailable: 'dieses System zeigt keine Benachrichtigungen',
    notificationsPaused: '„Nicht stören“ ist an',
    notificationsUnanswered: 'dieses System bestätigt nicht, dass es Benachrichtigungen zeigt',
    notificationsFailed: 'die letzte Benachrichtigung kam nicht an',
    settingsUnread: 'Ihre Einstellungen sind nicht lesbar',
    lowsOff: 'ein Alarm für niedrige Glukose ist ausgeschaltet',
    lidSleeps: 'der Computer geht beim Schließen des Deckels in den Ruhezustand',
    vpnOn: 'ein VPN ist an, das tagsüber aus war',
    proxyChanged: 'der Proxy ist ein anderer als tagsüber',
    metered: 'die Verbindung ist eine getaktete wie über ein Mobiltelefon',
  },
} as const satisfies Record<string, Record<NightCode, string>>;

const FRAME = {
  en: { begin: 'Tonight an alarm might not come, or not be noticed: ', and: ' and ' },
  de: { begin: 'Heute Nacht kommt ein Alarm vielleicht nicht oder bleibt unbemerkt: ', and: ' und ' },
} as const;

/** No-break spaces are spaces to whoever reads. */
const read = (causes: readonly NightCause[]) => nightSentence(causes).replaceAll(/[\u00a0\u202f]/g, ' ');

describe.each(['en', 'de'] as const)('in %s', (language) => {
  const before = speech();
  beforeAll(() => speakAs(() => ({ language, locale: language === 'de' ? 'de-DE' : 'en-GB', clock: null })));
  afterAll(() => speakAs(() => before));
  const { begin, and } = FRAME[language];
  const clause = (code: NightCode) => CLAUSES[language][code];

  it.each(NIGHT_CODES)('%s alone is one sentence', (code) => {
    expect(read([causeOf(code)])).toBe(`${begin}${clause(code)}.`);
  });

  it('any of them together are one sentence, with each of them once, in their order', () => {
    fc.assert(
      fc.property(fc.subarray([...NIGHT_CODES], { minLength: 1 }), (codes) => {
        const sentence = read(codes.map(causeOf));
        const clauses = codes.map(clause);
        const last = clauses.pop()!;
        expect(sentence).toBe(
          `${begin}${clauses.length === 0 ? last : `${clauses.join(', ')}${and}${last}`}.`,
        );
        for (const code of NIGHT_CODES)
          expect(sentence.split(clause(code)).length - 1).toBe(codes.includes(code) ? 1 : 0);
        expect(sentence).not.toContain('{{');
      }),
    );
  });
});
