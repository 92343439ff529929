import type { ComputerTold } from '../../shared/night/told.ts';
import { desktopsIn, type Around, type Buses } from './around.ts';

type Sleep = ComputerTold['sleep'];

const UNKNOWN: Sleep = { mains: null, battery: null };

/** After how many minutes without use this computer falls asleep, by what it runs on. */
export async function sleepOf({ platform, env, ask, buses }: Around): Promise<Sleep> {
  if (platform === 'darwin') return readPmset((await ask(['pmset', '-g', 'custom'])) ?? '');
  if (platform === 'win32') {
    const said = await ask(['powercfg', '/query', 'SCHEME_CURRENT', 'SUB_SLEEP', 'STANDBYIDLE']);
    return readPowercfg(said ?? '');
  }
  if (platform !== 'linux') return UNKNOWN;
  const [own, logind] = await Promise.all([desktopSleep(env, ask, buses), logindSleep(buses)]);
  return { mains: soonest(own.mains, logind), battery: soonest(own.battery, logind) };
}

async function desktopSleep(env: Around['env'], ask: Around['ask'], buses: Buses): Promise<Sleep> {
  const names = desktopsIn(env);
  if (names.includes('XFCE')) return xfceSleep(buses);
  if (!names.some((name) => OF_GNOME.includes(name))) return UNKNOWN;
  return readGnome((await ask(['gsettings', 'list-recursively', GNOME])) ?? '');
}

/** Whichever of the two puts it to sleep first; what a desktop does that does not tell stays unknown. */
function soonest(desktop: number | null, logind: number | null): number | null {
  if (logind !== null && logind > 0)
    return desktop === null || desktop === 0 ? logind : Math.min(desktop, logind);
  return desktop;
}

/** Desktops whose settings are GNOME's. Others have its schemas too, with what nobody goes by. */
const OF_GNOME = ['GNOME', 'UNITY', 'BUDGIE', 'PANTHEON'];
const GNOME = 'org.gnome.settings-daemon.plugins.power';

/** `… sleep-inactive-ac-timeout 1200` in seconds, which counts where the type is one that sleeps. */
export function readGnome(said: string): Sleep {
  const of = (source: string): number | null => {
    const timeout = new RegExp(`\\bsleep-inactive-${source}-timeout (\\d+)`).exec(said)?.[1];
    const type = new RegExp(`\\bsleep-inactive-${source}-type '([\\w-]+)'`).exec(said)?.[1];
    if (timeout === undefined || type === undefined) return null;
    return ['suspend', 'hibernate', 'shutdown'].includes(type) ? Math.ceil(Number(timeout) / 60) : 0;
  };
  return { mains: of('ac'), battery: of('battery') };
}

const XFCE = 'xfce4-power-manager';
/** Its settings reach from 15 minutes; what is less means never, and it comes so. */
const XFCE_LEAST = 15;

async function xfceSleep({ xfconf, isThere }: Buses): Promise<Sleep> {
  // The settings of a manager that does not run do nothing.
  if (!(await isThere('org.xfce.PowerManager'))) return { mains: 0, battery: 0 };
  const setting = (name: string) => xfconf(XFCE, `/${XFCE}/${name}`);
  const of = async (name: string): Promise<number> => {
    const minutes = await setting(name);
    return typeof minutes === 'number' && minutes >= XFCE_LEAST ? minutes : 0;
  };
  if ((await setting('presentation-mode')) === true) return { mains: 0, battery: 0 };
  const [mains, battery] = await Promise.all([of('inactivity-on-ac'), of('inactivity-on-battery')]);
  return { mains, battery };
}

/** What `logind` does by itself once nobody does anything: nothing, as it comes. */
async function logindSleep({ system }: Buses): Promise<number | null> {
  const [action, after] = await Promise.all([
    system('logind', 'IdleAction'),
    system('logind', 'IdleActionUSec'),
  ]);
  if (typeof action !== 'string') return null;
  if (!SLEEPING.includes(action)) return 0;
  return typeof after === 'number' ? Math.ceil(after / 60e6) : null;
}

/** What `logind` can be told to do that ends watching. */
export const SLEEPING: readonly string[] = [
  'suspend',
  'hibernate',
  'hybrid-sleep',
  'suspend-then-hibernate',
  'sleep',
  'poweroff',
  'halt',
];

/** Under `AC Power:` and `Battery Power:` a line ` sleep                10`. */
export function readPmset(said: string): Sleep {
  const of = (source: string): number | null => {
    const part = said.split(/^(?=\S)/m).find((one) => one.startsWith(source));
    const minutes = /^\s+sleep\s+(\d+)/m.exec(part ?? '')?.[1];
    return minutes === undefined ? null : Number(minutes);
  };
  return { mains: of('AC Power'), battery: of('Battery Power') };
}

/** The figures of plugged in and of battery that end an answer of `powercfg`, in every language: `0x00000708`. */
export function powercfgFigures(said: string): [mains: number, battery: number] | null {
  const figures = [...said.matchAll(/:\s*(0x[0-9a-f]{8})\s*$/gim)].map(([, figure]) => Number(figure));
  const [mains, battery] = figures.slice(-2);
  return mains === undefined || battery === undefined ? null : [mains, battery];
}

/** In seconds. */
export function readPowercfg(said: string): Sleep {
  const [mains, battery] = powercfgFigures(said) ?? [];
  const minutes = (seconds: number | undefined) => (seconds === undefined ? null : Math.ceil(seconds / 60));
  return { mains: minutes(mains), battery: minutes(battery) };
}
