import { say } from '../say.ts';
import { listText } from './lists.ts';

/** What would go with somebody, or with everybody. */
interface Erasure {
  people: readonly { name: string; readings: number; journal: number; imports: number }[];
  everything: boolean;
  backups: number;
  files: number;
  credentials: boolean;
}

/** What would go, sentence by sentence, and what would not. */
export function erasureSentences(what: Erasure): string[] {
  const { people, everything, backups, files, credentials } = what;
  return [
    ...people.map(({ name, readings, journal, imports }) =>
      say('erasing.goes', {
        name,
        count: readings,
        journal: say('erasing.journal', { count: journal }),
        imports: say('erasing.imports', { count: imports }),
      }),
    ),
    say('erasing.filesGo', {
      backups: say('erasing.backups', { count: backups }),
      files: say('erasing.files', { count: files }),
    }),
    ...(everything ? [say('erasing.settingsGo')] : []),
    ...(credentials ? [say('erasing.credentialsGo')] : []),
    ...alarmsEndSentences(what),
    say('erasing.notReached'),
  ];
}

/** Whose alarms end; none where nobody is known. */
export function alarmsEndSentences({ people }: Pick<Erasure, 'people'>): string[] {
  if (people.length === 0) return [];
  return [say('erasing.alarmsEnd', { names: listText(people.map(({ name }) => name)) })];
}

/** What went. */
export function erasedSentence(done: {
  readings: number;
  journal: number;
  backups: number;
  files: number;
}): string {
  return say('erasing.done', {
    count: done.readings,
    journal: say('erasing.journal', { count: done.journal }),
    backups: say('erasing.backups', { count: done.backups }),
    files: say('erasing.files', { count: done.files }),
  });
}
