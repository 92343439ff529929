import type { Lid, Power } from '../../shared/night/told.ts';
import { desktopsIn, type Around, type Buses } from './around.ts';
import { powercfgFigures, SLEEPING } from './sleep.ts';

/** What closing the lid does. @param power what it runs on, since a lid may do something else on either */
export async function lidOf({ platform, env, ask, buses }: Around, power: Power | null): Promise<Lid> {
  if (platform === 'linux') return linuxLid(buses, env, power);
  // A computer with a battery is one with a lid.
  if (power?.percent == null) return power === null ? null : 'none';
  // There is no setting for it; only with a screen plugged in it goes on.
  if (platform === 'darwin') return 'sleeps';
  if (platform !== 'win32') return null;
  const figures = powercfgFigures(
    (await ask(['powercfg', '/query', 'SCHEME_CURRENT', 'SUB_BUTTONS', 'LIDACTION'])) ?? '',
  );
  const action = figures?.[power.from === 'battery' ? 1 : 0];
  if (action === undefined) return null;
  return action === 0 ? 'goesOn' : 'sleeps';
}

async function linuxLid({ system, xfconf }: Buses, env: Around['env'], power: Power | null): Promise<Lid> {
  const isPresent = await system('upower', 'LidIsPresent');
  if (typeof isPresent !== 'boolean') return null;
  if (!isPresent) return 'none';
  const onBattery = power?.from === 'battery';
  // Desktops that see to the lid themselves keep logind from it.
  const blocked = await system('logind', 'BlockInhibited');
  if (typeof blocked === 'string' && blocked.split(':').includes('handle-lid-switch')) {
    if (!desktopsIn(env).includes('XFCE')) return null;
    const action = await xfconf(
      'xfce4-power-manager',
      `/xfce4-power-manager/lid-action-on-${onBattery ? 'battery' : 'ac'}`,
    );
    // 1: suspend, 2: hibernate (xfpm-common, XfpmLidTriggerAction).
    return typeof action === 'number' ? (action === 1 || action === 2 ? 'sleeps' : 'goesOn') : null;
  }
  const [usual, plugged, docked, isDocked] = await Promise.all([
    system('logind', 'HandleLidSwitch'),
    system('logind', 'HandleLidSwitchExternalPower'),
    system('logind', 'HandleLidSwitchDocked'),
    system('logind', 'Docked'),
  ]);
  const action = isDocked === true ? docked : !onBattery && plugged ? plugged : usual;
  if (typeof action !== 'string' || action === '') return null;
  return SLEEPING.includes(action) ? 'sleeps' : 'goesOn';
}
