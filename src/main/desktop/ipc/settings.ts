import type { SETTINGS } from '../../../shared/ipc/settings.ts';
import type { Answers } from './answering.ts';
import { wholeChange } from './whole-settings.ts';

export const settings: Answers<keyof typeof SETTINGS> = {
  'settings:update': {
    request: wholeChange,
    answer: ({ session }, change) => session.updateSettings(change),
  },
};
