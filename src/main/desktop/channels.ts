import { app, shell } from 'electron';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { LINKS, type StatusReport } from '../../shared/ipc.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { VERSION } from '../version.ts';
import type { AccountSession } from './account-session.ts';
import type { Handlers } from './ipc.ts';

/** What each channel does. Nothing here takes a path or an address from the window, or gives a secret to it. */
export function handlersOf(session: AccountSession, dataDir: string): Handlers {
  return {
    'snapshot:read': () => session.snapshot(),
    'account:signIn': (request) => session.signIn(request),
    'account:signOut': () => session.signOut(),
    'demo:start': () => session.startDemo(),
    'demo:stop': () => session.stopDemo(),
    'monitor:refresh': () => session.refresh(),
    'person:follow': ({ patientId, followed }) => session.follow(patientId, followed),
    'settings:unit': ({ unit }) => session.setUnit(unit),
    'status:read': () => statusOf(session, dataDir),
    'link:open': ({ link }) => open(LINKS[link]),
  };
}

async function open(address: string): Promise<Result<null>> {
  try {
    await shell.openExternal(address);
    return ok(null);
  } catch {
    return fail(problem('unexpected', { detail: 'the browser did not open' }));
  }
}

function statusOf(session: AccountSession, dataDir: string): Result<StatusReport> {
  const service = session.service;
  const folder = session.snapshot().mode === 'demo' ? `${dataDir}-demo` : dataDir;
  const settings = service?.settings();
  const baseUrl = settings?.ok ? settings.value.read().baseUrl : null;
  const people = service?.history();
  return ok({
    version: VERSION,
    electron: process.versions['electron'] ?? '',
    sqlite: null,
    platform: `${process.platform} ${process.arch}, ${app.getLocale()}`,
    dataDir: folder,
    historyBytes: sizeOf(join(folder, 'history.db')),
    readings: people?.ok ? people.value.length : null,
    serverHost: baseUrl === null ? '' : new URL(baseUrl).host,
  });
}

function sizeOf(path: string): number | null {
  try {
    return statSync(path).size;
  } catch {
    return null;
  }
}
