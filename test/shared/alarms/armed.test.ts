import { describe, expect, it } from 'vitest';
import { ARMED_FAULTS, isArmed, type ArmedFault } from '../../../src/shared/alarms/armed.ts';

/** Whether an alarm of now might go unnoticed by it: written out for each, since the tray says "alarms on" by it. */
const STANDS_IN_THE_WAY: Record<ArmedFault, boolean> = {
  notWatching: true,
  noAnswer: true,
  lowsOff: true,
  settingsUnread: true,
  notificationsUnavailable: true,
  notificationsPaused: true,
  notificationsUnanswered: true,
  notificationsFailed: true,
  soundFails: true,
  soundAbsent: true,
  soundMuted: true,
  neverTested: false,
  testLongAgo: false,
  loginNeedsApproval: false,
  notAtLogin: false,
  noTray: false,
  trayLost: false,
  trayHidden: false,
};

describe('alarms', () => {
  it('are on where nothing speaks against it', () => {
    expect(isArmed({ faults: [], testedAt: null })).toBe(true);
  });

  it.each(ARMED_FAULTS)('%s alone', (fault) => {
    expect(isArmed({ faults: [fault], testedAt: null })).toBe(!STANDS_IN_THE_WAY[fault]);
  });

  it('are not on where one of several faults stands in the way', () => {
    const reminders = ARMED_FAULTS.filter((fault) => !STANDS_IN_THE_WAY[fault]);
    expect(isArmed({ faults: reminders, testedAt: null })).toBe(true);
    for (const fault of ARMED_FAULTS.filter((one) => STANDS_IN_THE_WAY[one]))
      expect(isArmed({ faults: [...reminders, fault], testedAt: null })).toBe(false);
  });
});
