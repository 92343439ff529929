import { LINKS } from '../../../shared/ipc/windows.ts';
import { say } from '../../../shared/messages/say.ts';
import { ageText } from '../../../shared/messages/sentences/durations.ts';
import { listText } from '../../../shared/messages/sentences/lists.ts';
import type { Snapshot } from '../../../shared/state/snapshot.ts';
import { MINUTE, SECOND } from '../../../shared/time.ts';

/** One thing that leaves this computer, or would if it were switched on. */
export interface Leaving {
  what: string;
  /** `yours`: only where the person does it. */
  state: 'on' | 'off' | 'yours';
  /** To whom, and what. */
  text: string;
}

/** All there is. @param host of the server that is asked */
export function leavingLines(snapshot: Snapshot, host: string): Leaving[] {
  const { mode, settings } = snapshot;
  const interval = ageText(settings.pollIntervalSeconds);
  const hosts = listText(Object.values(LINKS).map((link) => new URL(link).host));
  return [
    mode === 'demo'
      ? { what: say('window.leaving.demo'), state: 'off', text: say('window.leaving.demoText') }
      : {
          what: say('window.leaving.librelinkup'),
          state: 'on',
          text: say('window.leaving.librelinkupText', { host, interval }),
        },
    nightscoutLine(snapshot),
    ...updateLines(snapshot),
    settings.feed.on
      ? { what: say('window.settings.sections.feed'), state: 'on', text: say('window.leaving.feedOn') }
      : { what: say('window.settings.sections.feed'), state: 'off', text: say('window.leaving.feedOff') },
    {
      what: say('window.leaving.notifications'),
      state: 'on',
      text: say('window.leaving.notificationsText'),
    },
    { what: say('window.leaving.pages'), state: 'yours', text: say('window.leaving.pagesText', { hosts }) },
    { what: say('window.leaving.files'), state: 'yours', text: say('window.leaving.filesText') },
  ];
}

/** Nothing while there is nowhere to look. */
function updateLines({ update, settings }: Snapshot): Leaving[] {
  if (update === null) return [];
  const { host } = update;
  const what = say('window.leaving.updates');
  return settings.desktop.updates
    ? [{ what, state: 'on', text: say('window.leaving.updatesOn', { host }) }]
    : [{ what, state: 'off', text: say('window.leaving.updatesOff', { host }) }];
}

/** Made-up readings are never sent. */
function nightscoutLine({ mode, settings: { nightscout } }: Snapshot): Leaving {
  const what = say('window.settings.sections.nightscout');
  const { on, url, intervalMinutes } = nightscout;
  if (!on || url === null || mode === 'demo')
    return { what, state: 'off', text: say('window.leaving.nightscoutOff') };
  const interval = ageText((intervalMinutes * MINUTE) / SECOND);
  return {
    what,
    state: 'on',
    text: say('window.leaving.nightscoutOn', { host: new URL(url).host, interval }),
  };
}
