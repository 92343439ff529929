import { execFile } from 'node:child_process';
import { access } from 'node:fs/promises';
import { SECOND } from '../../../shared/time.ts';
import type { Clock } from '../../time/clock.ts';
import { BusConnection, sessionBusPath } from '../../dbus/connection.ts';

/** Whoever has not taken it by now is not waited for. */
const LIMIT_MS = 10 * SECOND;

export interface Said {
  title: string;
  body: string;
}

export interface PlainNotifierOptions {
  platform: NodeJS.Platform;
  env: NodeJS.ProcessEnv;
  clock: Clock;
  /** Runs a program, with more of an environment. @returns whether it ended well */
  run?: (command: readonly [string, ...string[]], env?: Readonly<Record<string, string>>) => Promise<boolean>;
}

/**
 * Tells a person something by the system's own means, seen and heard, without the main thread and without Electron,
 * which no other thread can use.
 *
 * @returns by what means it was told; none: nobody took it
 */
export async function tellPlainly(said: Said, options: PlainNotifierOptions): Promise<string[]> {
  const means = MEANS[options.platform] ?? [];
  const told = await Promise.all(
    means.map(async ([name, tell]) => ((await tell(said, options).catch(() => false)) ? [name] : [])),
  );
  return told.flat();
}

type Tell = (said: Said, options: PlainNotifierOptions) => Promise<boolean>;

const MEANS: Partial<Record<NodeJS.Platform, readonly (readonly [name: string, tell: Tell])[]>> = {
  linux: [
    ['notification', overBus],
    ['sound', played],
  ],
  darwin: [['notification', byScript]],
  win32: [['notification', byBalloon]],
};

/** Of the Desktop Notifications Specification: critical, and there until it is closed. */
const [CRITICAL, UNTIL_CLOSED] = [2, 0];

async function overBus({ title, body }: Said, { env, clock }: PlainNotifierOptions): Promise<boolean> {
  const path = sessionBusPath(env);
  if (path === null) return false;
  const bus = await BusConnection.open(path, clock, LIMIT_MS);
  try {
    const hints = [
      ['urgency', { signature: 'y', value: CRITICAL }],
      ['sound-name', { signature: 's', value: 'alarm-clock-elapsed' }],
      ['desktop-entry', { signature: 's', value: 'glucoglance' }],
    ] as const;
    await bus.call({
      destination: 'org.freedesktop.Notifications',
      path: '/org/freedesktop/Notifications',
      interface: 'org.freedesktop.Notifications',
      member: 'Notify',
      signature: 'susssasa{sv}i',
      body: ['Glucoglance', 0, 'glucoglance', title, body, [], hints, UNTIL_CLOSED],
    });
    return true;
  } finally {
    bus.close();
  }
}

/** Of the freedesktop sound theme, which most desktops have; and what plays it, the present sound server's first. */
const SOUNDS = ['alarm-clock-elapsed', 'dialog-warning', 'bell'].map(
  (name) => `/usr/share/sounds/freedesktop/stereo/${name}.oga`,
);
const PLAYERS = ['pw-play', 'paplay'];

async function played(_: Said, { run = runChild }: PlainNotifierOptions): Promise<boolean> {
  for (const sound of SOUNDS) {
    const isThere = await access(sound).then(
      () => true,
      () => false,
    );
    if (!isThere) continue;
    for (const player of PLAYERS) if (await run([player, sound])) return true;
  }
  return run(['canberra-gtk-play', '--id', 'bell']);
}

/** The words are arguments of the script, never part of it. */
function byScript({ title, body }: Said, { run = runChild }: PlainNotifierOptions): Promise<boolean> {
  const script = [
    'on run argv',
    'beep 3',
    'display notification (item 2 of argv) with title (item 1 of argv) sound name "Sosumi"',
    'end run',
  ];
  return run(['osascript', ...script.flatMap((line) => ['-e', line]), title, body]);
}

/** The words are in the environment, never part of the script. The icon goes with the process, so that it stays a while. */
const BALLOON = `
Add-Type -AssemblyName System.Windows.Forms, System.Drawing
[System.Media.SystemSounds]::Exclamation.Play()
$icon = New-Object System.Windows.Forms.NotifyIcon
$icon.Icon = [System.Drawing.SystemIcons]::Warning
$icon.Visible = $true
$icon.ShowBalloonTip(8000, $env:GLUCOGLANCE_TITLE, $env:GLUCOGLANCE_BODY, 'Warning')
Start-Sleep -Seconds 8
$icon.Dispose()`;

function byBalloon({ title, body }: Said, { run = runChild }: PlainNotifierOptions): Promise<boolean> {
  return run(['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', BALLOON], {
    GLUCOGLANCE_TITLE: title,
    GLUCOGLANCE_BODY: body,
  });
}

const runChild: NonNullable<PlainNotifierOptions['run']> = ([command, ...args], env = {}) =>
  new Promise((resolve) => {
    const options = { timeout: LIMIT_MS, windowsHide: true, env: { ...process.env, ...env } };
    try {
      execFile(command, args, options, (error) => resolve(error === null));
    } catch {
      resolve(false);
    }
  });
