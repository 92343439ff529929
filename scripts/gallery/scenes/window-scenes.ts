import { dataOutScenes } from './data-out.ts';
import { dataScenes } from './data.ts';
import { frameScenes } from './frame.ts';
import { chartScenes } from './chart.ts';
import { firstRunScenes } from './first-run.ts';
import { journalScenes } from './journal.ts';
import { nowScenes } from './now.ts';
import type { Scene } from './scene.ts';
import { reportScenes } from './reports.ts';
import { settingsScenes } from './settings.ts';
import { statusScenes } from './status.ts';

/** Every view and state of the window there is to look at. */
export const scenes: Readonly<Record<string, Scene>> = {
  ...firstRunScenes,
  ...nowScenes,
  ...frameScenes,
  ...chartScenes,
  ...reportScenes,
  ...journalScenes,
  ...dataScenes,
  ...dataOutScenes,
  ...settingsScenes,
  ...statusScenes,
};
