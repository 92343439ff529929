import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Power } from '../../shared/night/told.ts';
import { POWERSHELL } from './ask-program.ts';
import type { Around } from './around.ts';

/** What this computer runs on now. */
export async function powerOf({ platform, ask, powerSupplies }: Around): Promise<Power | null> {
  if (platform === 'linux') return readPowerSupplies(powerSupplies);
  if (platform === 'darwin') return readPmsetBattery((await ask(['pmset', '-g', 'batt'])) ?? '');
  if (platform !== 'win32') return null;
  return readWindowsBattery((await ask([...POWERSHELL, BATTERY])) ?? '');
}

/** As the kernel of Linux tells it, a folder each (Documentation/ABI/testing/sysfs-class-power). */
export async function readPowerSupplies(folder: string): Promise<Power | null> {
  const names = await readdir(folder).catch(() => null);
  if (names === null) return null;
  const read = (name: string, what: string) =>
    readFile(join(folder, name, what), 'utf8').then(
      (text) => text.trim(),
      () => null,
    );
  const batteries = await Promise.all(
    names.map(async (name) => {
      // That of a mouse or a headset is none of the computer's.
      const [type, scope, status, capacity] = await Promise.all(
        ['type', 'scope', 'status', 'capacity'].map((what) => read(name, what)),
      );
      return type === 'Battery' && scope !== 'Device' ? [{ status, percent: Number(capacity ?? NaN) }] : [];
    }),
  );
  const own = batteries.flat();
  if (own.length === 0) return { from: 'mains', percent: null };
  const known = own.map(({ percent }) => percent).filter((percent) => percent >= 0 && percent <= 100);
  const percent = known.length === 0 ? null : Math.round(known.reduce((a, b) => a + b) / known.length);
  return { from: own.some(({ status }) => status === 'Discharging') ? 'battery' : 'mains', percent };
}

/** `Now drawing from 'Battery Power'`, and a line `-InternalBattery-0 (id=…)	72%; discharging; …`. */
export function readPmsetBattery(said: string): Power | null {
  const source = /drawing from '(\w+)/.exec(said)?.[1];
  if (source === undefined) return null;
  const percent = /-InternalBattery[^\n]*?(\d{1,3})%/.exec(said)?.[1];
  return {
    from: source === 'Battery' ? 'battery' : 'mains',
    percent: percent === undefined ? null : Number(percent),
  };
}

/** Of Win32_Battery: status 1 is "discharging". Without a battery there is no line. */
const BATTERY = `Get-CimInstance Win32_Battery | ForEach-Object { "battery $($_.BatteryStatus) $($_.EstimatedChargeRemaining)" }; 'end'`;

/** Lines `battery 1 72`, and `end`. */
export function readWindowsBattery(said: string): Power | null {
  if (!/^end\s*$/m.test(said)) return null;
  const [, status, percent] = /^battery (\d+) (\d+)/m.exec(said) ?? [];
  return {
    from: status === '1' ? 'battery' : 'mains',
    percent: percent === undefined ? null : Number(percent),
  };
}
