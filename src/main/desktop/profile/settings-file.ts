import { ipcMain } from 'electron';
import ElectronStore from 'electron-store';
import type { Result } from '../../../shared/result.ts';
import {
  openSettings,
  type SettingsFile,
  type SettingsFileOptions,
  type SettingsStore,
} from '../../settings/settings-store.ts';

/** The settings in the same file as the command line's, through electron-store. */
export function openDesktopSettings(dataDir: string): Result<SettingsStore> {
  return openSettings(dataDir, { openFile });
}

function openFile({ configName, ...options }: SettingsFileOptions): SettingsFile {
  const file = new ElectronStore<Record<string, unknown>>({ ...options, name: configName });
  // electron-store answers any window that asks where the data is; ours has no business to know.
  ipcMain.removeAllListeners('electron-store-get-data');
  return file;
}
