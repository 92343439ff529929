import { z } from 'zod';
import { LINKS, type Channel, type Contracts, type LinkKey } from '../../shared/ipc.ts';

const nothing = z.undefined();
const text = (longest: number) => z.string().min(1).max(longest);

/** What each channel accepts; anything else never reaches a handler. */
export const REQUESTS: { [C in Channel]: z.ZodType<Contracts[C]['request']> } = {
  'snapshot:read': nothing,
  'account:signIn': z.strictObject({ email: text(254), password: text(200), acceptTerms: z.boolean() }),
  'account:signOut': nothing,
  'demo:start': nothing,
  'demo:stop': nothing,
  'monitor:refresh': nothing,
  'person:follow': z.strictObject({ patientId: text(100), followed: z.boolean() }),
  'settings:unit': z.strictObject({ unit: z.enum(['mmol', 'mgdl']).nullable() }),
  'status:read': nothing,
  'link:open': z.strictObject({ link: z.enum(Object.keys(LINKS) as [LinkKey, ...LinkKey[]]) }),
};
