import { spawn, spawnSync, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * What stands around a program that wants a keychain: a keyring of its own, unlocked (`unlocked`); a keychain service
 * that has no keyring yet (`empty`); a D-Bus session without a keychain service (`noService`); no D-Bus (`noBus`).
 */
export type KeychainScene = 'unlocked' | 'empty' | 'noService' | 'noBus';

/** Why a real keychain cannot be tried on this machine, in words; null where it can. */
export function keyringMissing(): string | null {
  if (process.platform !== 'linux') return 'a private keyring can only be made on Linux';
  const missing = ['dbus-run-session', 'dbus-send', 'gnome-keyring-daemon'].filter(
    (tool) => spawnSync('sh', ['-c', `command -v ${tool}`]).status !== 0,
  );
  if (missing.length > 0) return `not installed: ${missing.join(', ')} (packages dbus and gnome-keyring)`;
  try {
    createRequire(import.meta.url)('keytar');
  } catch {
    return 'keytar was not built (package libsecret-1-dev, then npm ci)';
  }
  return null;
}

/** A session bus on which nothing can be started. */
const BARE_BUS = `<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/></policy></busconfig>`;

/**
 * Starts `command` in the scene. It has a HOME of its own, which is gone when it ends, no display (so that nothing
 * can ask a person) and nothing else of this user's session.
 */
export function startInScene(
  scene: KeychainScene,
  command: string[],
): { child: ChildProcessWithoutNullStreams; home: string } {
  const home = mkdtempSync(join(tmpdir(), 'glucoglance-keyring-'));
  const runtime = join(home, 'run');
  mkdirSync(runtime, { mode: 0o700 });
  const bareBus = join(home, 'bus.conf');
  writeFileSync(bareBus, BARE_BUS);

  const around = {
    unlocked: ['dbus-run-session', '--', join(import.meta.dirname, 'private-keyring.sh')],
    empty: ['dbus-run-session', '--'],
    noService: ['dbus-run-session', `--config-file=${bareBus}`, '--'],
    noBus: [],
  }[scene];
  const [program, ...args] = [...around, ...command];
  const child = spawn(program!, args, {
    env: { PATH: process.env['PATH'], HOME: home, XDG_RUNTIME_DIR: runtime, LC_ALL: 'C.UTF-8' },
  });
  child.on('close', () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }));
  return { child, home };
}
