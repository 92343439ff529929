import { clipboard, shell } from 'electron';
import {
  LINKS,
  type Contracts,
  type Page,
  type Rehearsed,
  type StatusReport,
  type TestedAlarm,
} from '../../../shared/ipc.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { ActName, AnswerOf, RequestOf } from '../../history/acts.ts';
import type { AccountSession } from '../../session/session.ts';
import type { Following } from '../../session/following.ts';
import type { Handlers } from './ipc.ts';

/** The rest of the desktop, as far as the window may reach it. */
export interface Surroundings {
  session: AccountSession;
  status: () => Promise<StatusReport>;
  diagnostics: () => Promise<Result<string>>;
  testAlarms: () => Promise<readonly TestedAlarm[]>;
  rung: (answer: Contracts['alarm:rung']['request']) => void;
  openPage: (page: Page) => void;
  /** Ends the program, after a question where alarms end with it. */
  quit: () => void;
}

const REHEARSED_DAYS = 14;

/** What each channel does. Nothing here takes a path or an address from the window, or gives a secret to it. */
export function handlersOf({
  session,
  status,
  diagnostics,
  testAlarms,
  rung,
  openPage,
  quit,
}: Surroundings): Handlers {
  /** Does something to what is being followed, where somebody is. */
  const following = (act: (one: Following) => void): Result<null> => {
    if (session.following) act(session.following);
    return ok(null);
  };
  return {
    'snapshot:read': () => session.snapshot(),
    'account:signIn': (request) => session.signIn(request),
    'account:signOut': () => session.signOut(),
    'demo:start': () => session.startDemo(),
    'demo:stop': () => session.stopDemo(),
    'monitor:refresh': () => session.refresh(),
    'settings:update': (change) => session.updateSettings(change),
    'alarm:acknowledge': ({ patientId, kind }) =>
      following(({ alarms }) => alarms.acknowledge(patientId, kind, 'window')),
    'alarm:snooze': ({ patientId, kind, minutes }) =>
      following(({ alarms }) => alarms.snooze(patientId, kind, minutes, 'window')),
    'alarm:undo': ({ patientId, kind }) =>
      following(({ alarms }) => alarms.undoSilence(patientId, kind, 'window')),
    'alarm:rung': (answer) => {
      rung(answer);
      return ok(null);
    },
    'alarms:snooze': ({ scope, minutes }) =>
      following(({ alarms }) => alarms.snoozeAll(scope, minutes, 'window')),
    'alarms:endSnooze': () => following(({ alarms }) => alarms.endSnooze('window')),
    'alarms:test': async () => ok(await testAlarms()),
    'alarms:rehearse': (request, signal) => rehearsed(session, request, signal),
    'chart:part': (request, signal) => asked(session, 'chartPart', request, signal),
    'chart:usual': (request, signal) => asked(session, 'usualBand', request, signal),
    'notice:dismiss': ({ code }) => {
      session.dismiss(code);
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

/** Asks the history of whoever is followed. */
async function asked<N extends ActName>(
  session: AccountSession,
  name: N,
  request: RequestOf<N>,
  signal: AbortSignal,
): Promise<Result<AnswerOf<N>>> {
  const service = session.following?.service;
  return service
    ? service.profile.history.ask(name, request, signal)
    : fail(problem('signInNeeded', { noKeychain: '' }));
}

async function rehearsed(
  session: AccountSession,
  request: Contracts['alarms:rehearse']['request'],
  signal: AbortSignal,
): Promise<Result<Rehearsed>> {
  const rehearsal = await asked(session, 'rehearsal', { ...request, days: REHEARSED_DAYS }, signal);
  if (!rehearsal.ok) return rehearsal;
  const { readings, counts } = rehearsal.value;
  return ok({ days: REHEARSED_DAYS, readings, kinds: counts });
}

async function open(address: string): Promise<Result<null>> {
  try {
    await shell.openExternal(address);
    return ok(null);
  } catch {
    return fail(problem('unexpected', { detail: 'the browser did not open' }));
  }
}
