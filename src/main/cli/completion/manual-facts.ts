import type { ManualFacts } from './manual.ts';

/** The sections of the manual that no definition holds; docs/command-line.md says the same at greater length. */
export const MANUAL_FACTS: Omit<ManualFacts, 'version'> = {
  environment: [
    [
      'LIBRELINKUP_EMAIL, LIBRELINKUP_PASSWORD',
      'Sign in with these, both or neither: no keychain is used, the session stays in memory, each run signs in.',
    ],
    ['LIBRELINKUP_BASE_URL', 'As --base-url.'],
    ['GLUCOGLANCE_DATA_DIR', 'As --data-dir.'],
    [
      'NIGHTSCOUT_URL, NIGHTSCOUT_TOKEN',
      'The Nightscout site that readings are sent to, and a token that may.',
    ],
    ['LC_ALL, LC_MESSAGES, LANG', 'The language of tables and messages, unless --lang is given.'],
    [
      'NO_COLOR, FORCE_COLOR',
      'Whether there is colour on a terminal; where both are set the second decides.',
    ],
  ],
  files: [
    [
      '~/.config/Glucoglance',
      'The data folder on Linux, unless XDG_CONFIG_HOME or --data-dir names another one.',
    ],
    ['history.db', 'In the data folder: every reading. SQLite; reporting tools read the view data_glucose.'],
    ['config.json', 'The settings.'],
    [
      'state.json',
      'Until when the server is not to be asked, and how it is with whoever asks it. No secret.',
    ],
    ['backups/', 'A verified copy of the history for each of the last days and weeks.'],
  ],
  exitCodes: [
    [0, 'Done.'],
    [1, 'Something unexpected, which is a bug.'],
    [2, 'The command line or the environment cannot be understood.'],
    [3, 'Sign-in needed or refused.'],
    [4, 'Something to do in LibreLinkUp: terms, e-mail, a newer version.'],
    [5, 'Locked out, blocked or asked to wait; the sentence says until when.'],
    [6, 'Network or server unavailable.'],
    [7, 'Nobody shares, no reading yet, person unknown.'],
    [8, 'Storage, keychain or port.'],
    [130, 'Ended at a prompt by Ctrl+C or the end of input, without a word.'],
  ],
};
