import { z } from 'zod';

/*
 * What Nightscout publishes of its API v1 (`lib/server/swagger.yaml` of cgm-remote-monitor, 14.2): the names and kinds of
 * the fields, as facts of the wire. There everything may be missing; what must be there is what readers go by.
 */

const iso = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);

/** `Entry`, of the type `sgv`. */
export const entrySchema = z.looseObject({
  type: z.literal('sgv'),
  dateString: iso,
  date: z.number(),
  sgv: z.int(),
  direction: z
    .enum([
      'NONE',
      'TripleUp',
      'DoubleUp',
      'SingleUp',
      'FortyFiveUp',
      'Flat',
      'FortyFiveDown',
      'SingleDown',
      'DoubleDown',
      'TripleDown',
      'NOT COMPUTABLE',
      'RATE OUT OF RANGE',
    ])
    .optional(),
  noise: z.number().optional(),
  filtered: z.number().optional(),
  unfiltered: z.number().optional(),
  rssi: z.number().optional(),
});
export const entriesSchema = z.array(entrySchema);

/** `Status`, with the thresholds as the server writes them. */
export const statusSchema = z.looseObject({
  apiEnabled: z.boolean(),
  careportalEnabled: z.boolean(),
  name: z.string(),
  version: z.string(),
  settings: z.looseObject({
    units: z.enum(['mg/dl', 'mmol']),
    thresholds: z.object({
      bgHigh: z.int(),
      bgTargetTop: z.int(),
      bgTargetBottom: z.int(),
      bgLow: z.int(),
    }),
  }),
});
