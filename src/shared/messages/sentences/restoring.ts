import { say } from '../say.ts';
import { spanTimes } from '../times.ts';

/** Readings from the first to the last, ms UTC; null where there is none. */
interface Held {
  readings: number;
  people: number;
  from: number | null;
  to: number | null;
}

type LocalTime = (instant: number) => string;

/** What a backup holds, and what of what is recorded now it does not. */
export function backupSentences(
  { holds, lacks }: { holds: Held; lacks: Held },
  localTime: LocalTime,
): string[] {
  const { from, to } = lacks;
  return [
    holdsSentence(holds, localTime),
    say('restoring.lacks', {
      count: lacks.readings,
      ...spanTimes(from ?? 0, to ?? 0, localTime),
    }),
  ];
}

function holdsSentence({ readings, people, from, to }: Held, localTime: LocalTime): string {
  if (from === null || to === null) return say('restoring.holdsNothing');
  return say('restoring.holds', {
    count: readings,
    people: say('restoring.people', { count: people }),
    ...spanTimes(from, to, localTime),
  });
}

/** @param setAside where what was there before is; null where nothing was */
export function restoredSentence({ readings, setAside }: { readings: number; setAside: string | null }) {
  return setAside === null
    ? say('restoring.doneFresh', { count: readings })
    : say('restoring.done', { count: readings, setAside });
}
