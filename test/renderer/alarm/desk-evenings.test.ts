import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Course } from '../../main/alarms/evening.ts';
import { Desk } from './desk.ts';

const LOW: Course = [
  [0, 120],
  [8, 66],
  [16, 60],
  [20, 50],
  [48, 50],
  [56, 110],
];

function golden(name: string): string {
  return join(import.meta.dirname, 'golden', `evening-${name}.txt`);
}

/** The headset is pulled out while an alarm sounds, plugged in again, and pulled out for longer. */
async function eveningWithoutSound(): Promise<string> {
  const desk = new Desk(LOW);
  const { evening } = desk;
  await desk.begin();
  await desk.until(19.25);
  evening.note('the headset is pulled out, and there is no other loudspeaker');
  desk.pullDevice();
  await desk.until(19.6);
  evening.note('it is plugged in again');
  desk.hasDevice = true;
  await desk.until(23);
  evening.note('it is pulled out again');
  desk.pullDevice();
  await desk.until(33);
  evening.note('it is plugged in again');
  desk.hasDevice = true;
  await desk.until(36);
  desk.acknowledge('urgentLow');
  await desk.until(60);
  return desk.end('the sound device goes while an urgent low rings, and again before it rings once more');
}

/** A panel that also shows the notifications crashes and comes back, during a low and while an urgent one rings. */
async function eveningWithPanel(): Promise<string> {
  const desk = new Desk(LOW);
  const { evening } = desk;
  const crash = () => {
    evening.note('the panel crashes, and with it what shows notifications');
    desk.panel = 'none';
    desk.notifications = 'absent';
  };
  const comeBack = () => {
    evening.note('the panel is there again, without our icon');
    desk.panel = 'lost';
    desk.notifications = 'ready';
  };
  await desk.begin();
  await desk.until(6);
  crash();
  await desk.until(9);
  comeBack();
  await desk.until(19.5);
  crash();
  await desk.until(21);
  comeBack();
  await desk.until(26);
  desk.acknowledge('urgentLow');
  await desk.until(60);
  return desk.end('the panel crashes and comes back, before a low and while an urgent low rings');
}

describe('an evening at the desk', () => {
  it('D3: in which the sound device goes while an alarm sounds', async () => {
    await expect(await eveningWithoutSound()).toMatchFileSnapshot(golden('sound-lost'));
  });

  it('D4: in which the panel is started anew', async () => {
    await expect(await eveningWithPanel()).toMatchFileSnapshot(golden('panel-restart'));
  });
});
