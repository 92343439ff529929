import type { Channel } from '../../../shared/ipc/contracts.ts';
import { account } from './account.ts';
import { alarms } from './alarms.ts';
import type { Answers } from './answering.ts';
import { backups } from './backups.ts';
import { erase } from './erase.ts';
import { exports } from './exports.ts';
import { history } from './history.ts';
import { imports } from './imports.ts';
import { outside } from './outside.ts';
import { reports } from './reports.ts';
import { settings } from './settings.ts';
import { status } from './status.ts';
import { windows } from './windows.ts';

/** What each channel accepts and does, a file a subject. */
export const ANSWERS: Answers<Channel> = {
  ...account,
  ...alarms,
  ...backups,
  ...erase,
  ...exports,
  ...history,
  ...imports,
  ...outside,
  ...reports,
  ...settings,
  ...status,
  ...windows,
};
