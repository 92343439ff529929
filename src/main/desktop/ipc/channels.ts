import { clipboard, shell } from 'electron';
import type { TestedAlarm } from '../../../shared/ipc/alarms.ts';
import type { Contracts } from '../../../shared/ipc/contracts.ts';
import type { StatusReport } from '../../../shared/ipc/status.ts';
import { LINKS, type Page } from '../../../shared/ipc/windows.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { Profile } from '../../profile/profile.ts';
import { rehearsed } from '../../reports/rehearsal.ts';
import type { Session } from '../../session/session.ts';
import type { Snapshots } from '../../session/snapshots.ts';
import type { Handlers } from './ipc.ts';

/** The rest of the desktop, as far as the window may reach it. */
export interface Surroundings {
  session: Session;
  snapshots: Snapshots;
  status: () => Promise<StatusReport>;
  diagnostics: () => Promise<Result<string>>;
  testAlarms: () => Promise<readonly TestedAlarm[]>;
  rung: (answer: Contracts['alarm:rung']['request']) => void;
  openPage: (page: Page) => void;
  /** Ends the program, after a question where alarms end with it. */
  quit: () => void;
}

/** What each channel does. Nothing here takes a path or an address from the window, or gives a secret to it. */
export function handlersOf({
  session,
  snapshots,
  status,
  diagnostics,
  testAlarms,
  rung,
  openPage,
  quit,
}: Surroundings): Handlers {
  return {
    'snapshot:read': () => snapshots.last,
    'account:signIn': (request) => session.signIn(request),
    'account:signOut': () => session.signOut(),
    'demo:start': () => session.startDemo(),
    'demo:stop': () => session.stopDemo(),
    'monitor:refresh': () => session.refresh(),
    'settings:update': (change) => session.updateSettings(change),
    'alarm:acknowledge': (alarm) => session.acknowledge(alarm, 'window'),
    'alarm:snooze': ({ minutes, ...alarm }) => session.snooze(alarm, minutes, 'window'),
    'alarm:undo': (alarm) => session.undoSilence(alarm, 'window'),
    'alarm:rung': (answer) => {
      rung(answer);
      return ok(null);
    },
    'alarms:snooze': ({ scope, minutes }) => session.snoozeAll(scope, minutes, 'window'),
    'alarms:endSnooze': () => session.endSnooze('window'),
    'alarms:test': async () => ok(await testAlarms()),
    'alarms:rehearse': (request, signal) =>
      withProfile(session, (profile) => rehearsed(profile, request, signal)),
    'chart:part': (request, signal) =>
      withProfile(session, ({ history }) => history.ask('chartPart', request, signal)),
    'chart:usual': (request, signal) =>
      withProfile(session, ({ history }) => history.ask('usualBand', request, signal)),
    'notice:dismiss': ({ code }) => {
      snapshots.dismiss(code);
      return ok(null);
    },
    'status:read': async () => ok(await status()),
    'diagnostics:copy': async () => {
      const text = await diagnostics();
      if (text.ok) await clipboard.writeText(text.value);
      return text;
    },
    'link:open': ({ link }) => open(LINKS[link]),
    'window:open': ({ page }) => {
      openPage(page);
      return ok(null);
    },
    'app:quit': () => {
      quit();
      return ok(null);
    },
  };
}

/** Asks the profile of whoever is followed. */
async function withProfile<T>(
  { following }: Session,
  ask: (profile: Profile) => Promise<Result<T>>,
): Promise<Result<T>> {
  return following ? ask(following.profile) : fail(problem('signInNeeded', { noKeychain: '' }));
}

async function open(address: string): Promise<Result<null>> {
  try {
    await shell.openExternal(address);
    return ok(null);
  } catch {
    return fail(problem('unexpected', { detail: 'the browser did not open' }));
  }
}
