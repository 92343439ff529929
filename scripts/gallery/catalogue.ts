import { alarmWindowBounds } from '../../src/main/desktop/alarms/alarm-window-bounds.ts';
import { alarmScenes } from './scenes/alarm-scenes.ts';
import { chartScenes } from './scenes/chart.ts';
import { dataOutScenes } from './scenes/data-out.ts';
import { dataScenes } from './scenes/data.ts';
import { firstRunScenes } from './scenes/first-run.ts';
import { frameScenes } from './scenes/frame.ts';
import { journalScenes } from './scenes/journal.ts';
import { nowScenes } from './scenes/now.ts';
import type { Scene } from './scenes/scene.ts';
import { reportScenes } from './scenes/reports.ts';
import { settingsScenes } from './scenes/settings.ts';
import { NOON } from './scenes/snapshots.ts';
import { statusScenes } from './scenes/status.ts';
import { SIMULATED, simulatedScene } from './simulated.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };

/** A scene as it is opened: what is in it, and what time it is, ms UTC. */
export interface Opened {
  scene: Scene;
  at: number;
}

/** A scene that can be looked at. */
export interface Entry {
  name: string;
  /** As it is called below the title of its group. */
  label: string;
  /** In addresses and names of files. */
  id: string;
  window: 'index' | 'alarm';
  /** As large as this window comes; null: as large as one likes. */
  size: { width: number; height: number } | null;
  open: () => Promise<Opened>;
}

export interface Group {
  title: string;
  entries: readonly Entry[];
}

const idOf = (name: string): string => name.replaceAll(' ', '-');

/** @param prefix what names begin with that need not be said below the title of the group */
const ofWindow = (scenes: Readonly<Record<string, Scene>>, prefix = ''): Entry[] =>
  Object.entries(scenes).map(([name, scene]) => ({
    name,
    label: name.startsWith(`${prefix} `) ? name.slice(prefix.length + 1) : name,
    id: idOf(name),
    window: 'index',
    size: null,
    open: () => Promise.resolve({ scene, at: NOON }),
  }));

const ofAlarmWindow = (): Entry[] =>
  Object.entries(alarmScenes).map(([name, scene]) => {
    const { width, height } = alarmWindowBounds(SCREEN, scene.snapshot.alarms.length, 'linux');
    const open = () => Promise.resolve({ scene, at: NOON });
    return {
      name,
      label: name,
      id: idOf(`alarm window ${name}`),
      window: 'alarm',
      size: { width, height },
      open,
    };
  });

const simulated = (): Entry[] =>
  SIMULATED.map(([scenario, minutes]) => {
    const name = `simulated ${scenario}`;
    let opened: Promise<Opened> | undefined;
    return {
      name,
      label: scenario.replaceAll('-', ' '),
      id: idOf(name),
      window: 'index',
      size: null,
      open: () => (opened ??= simulatedScene(scenario, minutes)),
    };
  });

/** Every scene of the windows, as the gallery shows and the screenshots take them. */
export const GROUPS: readonly Group[] = [
  { title: 'First run', entries: ofWindow(firstRunScenes, 'first-run') },
  { title: 'Now', entries: ofWindow(nowScenes, 'now') },
  { title: 'Alarms and notices', entries: ofWindow(frameScenes) },
  { title: 'Chart', entries: ofWindow(chartScenes, 'chart') },
  { title: 'Patterns and statistics', entries: ofWindow(reportScenes) },
  { title: 'Journal', entries: ofWindow(journalScenes, 'journal') },
  { title: 'Data', entries: ofWindow({ ...dataScenes, ...dataOutScenes }, 'data') },
  { title: 'Settings', entries: ofWindow(settingsScenes, 'settings') },
  { title: 'Status', entries: ofWindow(statusScenes, 'status') },
  { title: 'Alarm window', entries: ofAlarmWindow() },
  { title: 'From the simulator', entries: simulated() },
];
