import type { AlarmKind } from '../alarms/kinds.ts';
import { say } from '../messages/say.ts';

/** What rings, as the tray says it: `Ada: low alarm`. */
export function ringingText(kind: AlarmKind, name: string | null): string {
  const what = say(`alarms.inline.${kind}`);
  return name === null ? say('tray.ringing', { what }) : say('tray.ringingOf', { name, what });
}
