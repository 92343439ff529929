import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { startInScene } from '../../support/private-keyring.ts';

/** A D-Bus session of a spec's own, in which a keyring can be there or not, locked or not. */
export interface KeyringSession {
  /** What the app needs in its environment. */
  env: Record<string, string>;
  /** Starts the keyring, unlocked; what it held before is still there. */
  begin(): Promise<void>;
  lock(): void;
  /** Ends the keyring, not the session. */
  end(): Promise<void>;
  close(): Promise<void>;
}

const NAME = 'org.freedesktop.secrets';

export async function startKeyringSession(): Promise<KeyringSession> {
  const { child, home } = startInScene('noService', [
    'sh',
    '-c',
    'echo "$DBUS_SESSION_BUS_ADDRESS"; exec cat',
  ]);
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const { value: address } = await lines.next();
  const env = { DBUS_SESSION_BUS_ADDRESS: String(address) };
  const around = { PATH: process.env['PATH'], ...env, HOME: home, XDG_RUNTIME_DIR: `${home}/run` };
  const send = (to: string, path: string, method: string, ...args: string[]) => {
    const given = ['--session', '--print-reply', `--dest=${to}`, path, method, ...args];
    return spawnSync('dbus-send', given, { env: around, encoding: 'utf8', timeout: 5000 }).stdout;
  };
  const hasOwner = () =>
    send('org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner', `string:${NAME}`).includes('true');
  let keyring: ChildProcess | null = null;

  async function end(): Promise<void> {
    if (keyring === null) return;
    const gone = new Promise((settle) => keyring!.once('exit', settle));
    keyring.kill();
    await gone;
    keyring = null;
  }

  return {
    env,
    async begin() {
      keyring = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets', '--foreground'], {
        env: around,
        stdio: ['pipe', 'ignore', 'ignore'],
      });
      keyring.stdin!.end('test');
      for (let tries = 0; tries < 100 && !hasOwner(); tries += 1)
        await new Promise((settle) => setTimeout(settle, 50));
    },
    lock: () =>
      void send(
        NAME,
        '/org/freedesktop/secrets',
        'org.freedesktop.Secret.Service.Lock',
        'array:objpath:/org/freedesktop/secrets/collection/login',
      ),
    end,
    async close() {
      await end();
      const ended = new Promise((settle) => child.once('close', settle));
      child.stdin.end();
      await ended;
    },
  };
}
