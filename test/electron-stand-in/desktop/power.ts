import { strict, strictEmitter } from '../provided.ts';
import { standIn } from '../stand-in.ts';

/** A spec makes the computer sleep and wake with `powerMonitor.emit('suspend')`, `'resume'`, `'unlock-screen'` …. */
export class PowerMonitor
  extends strictEmitter('powerMonitor')
  implements
    Pick<
      Electron.PowerMonitor,
      'getSystemIdleState' | 'getSystemIdleTime' | 'isOnBatteryPower' | 'onBatteryPower'
    >
{
  get onBatteryPower(): boolean {
    return standIn.onBattery;
  }

  isOnBatteryPower(): boolean {
    return standIn.onBattery;
  }

  getSystemIdleTime(): number {
    return standIn.idleSeconds;
  }

  getSystemIdleState(threshold: number): 'active' | 'idle' {
    return standIn.idleSeconds >= threshold ? 'idle' : 'active';
  }

  override emit(event: string | symbol, ...given: unknown[]): boolean {
    if (typeof event === 'string' && !event.endsWith('Listener')) standIn.powerEvents.push(event);
    return super.emit(event, ...given);
  }
}

export const powerMonitor = new PowerMonitor();

let blockers = 0;

export const powerSaveBlocker = strict('powerSaveBlocker', {
  start(type: 'prevent-app-suspension' | 'prevent-display-sleep'): number {
    const id = ++blockers;
    standIn.powerSaveBlockers.push({ id, type });
    return id;
  },
  stop(id: number): boolean {
    const place = standIn.powerSaveBlockers.findIndex((one) => one.id === id);
    if (place >= 0) standIn.powerSaveBlockers.splice(place, 1);
    return place >= 0;
  },
  isStarted: (id: number) => standIn.powerSaveBlockers.some((one) => one.id === id),
} satisfies Partial<Electron.PowerSaveBlocker>);
