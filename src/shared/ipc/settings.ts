import type { AlarmRules } from '../alarms/rules.ts';
import type { Unit } from '../glucose/units.ts';
import type { Result } from '../result.ts';
import type {
  DesktopSettings,
  FeedSettings,
  NightscoutSettings,
  PersonSettings,
} from '../settings/settings.ts';
import { channel } from './channel.ts';

/** Settings the window may change; no server is one of them: the password or a token goes there. */
export interface SettingsChange {
  unit?: Unit | null;
  apiVersion?: string;
  pollIntervalSeconds?: number;
  minimumRecordIntervalSeconds?: number;
  alarms?: AlarmRules;
  feed?: Partial<Pick<FeedSettings, 'on' | 'port'>>;
  nightscout?: Partial<Omit<NightscoutSettings, 'url'>>;
  desktop?: Partial<DesktopSettings>;
  people?: Readonly<Record<string, Partial<PersonSettings>>>;
}

export const SETTINGS = {
  'settings:update': channel<SettingsChange, Result<null>>('window'),
};
