import { expect, test } from 'vitest';
import { alarmOptions } from '../../../src/main/alarms/alarm-options.ts';
import { AlarmWatch } from '../../../src/main/alarms/alarm-watch.ts';
import { HistoryThread } from '../../../src/main/history/history-thread.ts';
import type { OpenHistory } from '../../../src/main/history/port.ts';
import { ada } from '../../../src/main/simulator/people.ts';
import { mountDisk } from '../../support/frozen-disk.ts';
import { FREE, HELD, HeldHistory } from '../../support/held-history.ts';
import { RecordingNotifier } from '../alarms/alarmed-world.ts';
import { temporaryFolder, valueOf } from '../history/history-folder.ts';
import { LIST, MINUTE, SECOND, ServedWorld } from './served-world.ts';

/** A history whose disk can be made not to answer: a real one where mounting is allowed, else its thread is held. */
function freezing(form: 'frozen file system' | 'held thread') {
  if (form === 'held thread') {
    const held = new HeldHistory();
    const folder = temporaryFolder();
    const open: OpenHistory = (path, clock) => held.open(path, clock);
    return { open, dataDir: folder, freeze: () => held.set(HELD), thaw: () => held.set(FREE) };
  }
  const disk = mountDisk();
  if (disk === null) return null;
  const open: OpenHistory = (path, clock) => new HistoryThread(path, clock);
  return { open, dataDir: disk.folder, freeze: () => disk.freeze(), thaw: () => disk.thaw() };
}

test.each(['frozen file system', 'held thread'] as const)(
  'R2: with the disk of the data folder frozen for ten minutes an urgent low is out within a second of its answer: %s',
  async (form) => {
    const disk = freezing(form);
    if (disk === null) {
      console.log('Mounting is not allowed here, so the disk is frozen by holding the thread alone.');
      return;
    }
    const world = await ServedWorld.open({
      scenario: 'fast-low',
      openHistory: disk.open,
      dataDir: disk.dataDir,
      hostName: 'localhost',
    });
    const { clock, dataDir } = world;
    const notifier = new RecordingNotifier(() => performance.now());
    const alarms = new AlarmWatch(alarmOptions(world.profile, { dataDir, clock, notifier }));
    world.monitor.subscribe((event) => alarms.hear(event));
    let answeredAt = 0;
    world.fault = ({ path }) => {
      if (path === LIST) answeredAt = performance.now();
      return null;
    };
    await world.start();
    await world.pollUntil(20 * MINUTE);
    disk.freeze();
    const delays: number[] = [];
    const deliver = notifier.deliver.bind(notifier);
    notifier.deliver = (alarm) => {
      delays.push(performance.now() - answeredAt);
      return deliver(alarm);
    };
    await world.pollUntil(30 * MINUTE);
    expect(notifier.told).toContain('urgentLow raised');
    expect(Math.max(...delays)).toBeLessThan(SECOND);
    // Nothing else is worse off: every minute's reading is heard and shown, and the disk is told of.
    expect(world.state.link.code).toBe('ok');
    expect(world.state.storage?.code).toBe('historyHangs');
    const heard = world.heardOf(ada.patientId);
    expect(heard.at(-1)! - heard.at(-11)!).toBe(10 * MINUTE);
    disk.thaw();
    await world.poll();
    // What is asked now is answered once all that waited is written.
    await world.monitor.stop();
    const window = { from: { instant: heard[0]! }, to: { instant: clock.now() } };
    const { history } = world.profile;
    const readings = valueOf(await history.ask('readings', { patientIds: [ada.patientId], window }));
    const live = readings.filter(({ source }) => source === 'live').map(({ measuredAt }) => measuredAt);
    expect(live).toEqual(world.heardOf(ada.patientId));
    alarms.stop();
    const all = { from: 0, to: 4e15, patientId: null };
    const raised = valueOf(await history.ask('journal', all)).filter(({ decision }) => decision === 'raised');
    expect(raised.map(({ kind }) => kind)).toContain('urgentLow');
    expect(new Set(raised.map((one) => JSON.stringify(one))).size).toBe(raised.length);
  },
);
