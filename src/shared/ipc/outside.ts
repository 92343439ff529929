import type { Result } from '../result.ts';
import { channel } from './channel.ts';

/** A Nightscout site, whose readings go there, and what it wants to hear. */
export interface NightscoutConnection {
  /** The one address that the window may name. A token goes with it each time: none that is kept is sent to another. */
  url: string;
  token: string;
  patientId: string | null;
}

/** What other programs get. Secrets go in and never come back. */
export const OUTSIDE = {
  /** What readers of the local feed must say from now on; null: nothing. */
  'feed:secret': channel<{ secret: string | null }, Result<null>>('window'),
  /** Tries the site once, and keeps it where that went well. Switches nothing on. */
  'nightscout:connect': channel<NightscoutConnection, Result<null>>('window'),
  /** Whether the site still knows the token. */
  'nightscout:test': channel<undefined, Result<null>>('window'),
  'nightscout:disconnect': channel<undefined, Result<null>>('window'),
};
