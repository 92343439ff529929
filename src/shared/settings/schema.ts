import { z } from 'zod';
import {
  DEFAULT_PERSON,
  DEFAULT_SETTINGS,
  LIMITS_SCALE,
  SETTINGS_VERSION,
  type Settings,
} from './settings.ts';

/**
 * The settings of the current version: missing keys get their default, unknown ones stay, wrong ones are refused with
 * a message that says what was expected. For the main process only; the window must not carry zod.
 *
 * @param parseBaseUrl a base URL in its normal form, or null (there is no URL parser in shared code)
 */
export function settingsSchema(parseBaseUrl: (text: string) => string | null): z.ZodType<Settings> {
  const glucose = z
    .int('whole mg/dL')
    .min(LIMITS_SCALE.low, `at least ${LIMITS_SCALE.low} mg/dL`)
    .max(LIMITS_SCALE.high, `at most ${LIMITS_SCALE.high} mg/dL`);
  const limits = z
    .looseObject({ low: glucose, high: glucose })
    .refine(({ low, high }) => low < high, { error: 'a low limit under the high one' });
  const person = z.looseObject({
    followed: z.boolean('true or false').default(DEFAULT_PERSON.followed),
    name: z.string('a name or null').nullable().default(DEFAULT_PERSON.name),
    limits: limits.nullable().default(null),
    sensorLifeDays: z.literal([14, 15], '14, 15 or null').nullable().default(DEFAULT_PERSON.sensorLifeDays),
  });
  const baseUrl = z.string('a web address').transform((text, context) => {
    const origin = parseBaseUrl(text);
    if (origin !== null) return origin;
    context.addIssue('an https address without a path, such as https://api-eu.libreview.io');
    return z.NEVER;
  });
  return z.looseObject({
    version: z.literal(SETTINGS_VERSION),
    baseUrl: baseUrl.default(DEFAULT_SETTINGS.baseUrl),
    apiVersion: z
      .string('a version')
      .regex(/^\d{1,2}\.\d{1,3}\.\d{1,3}$/, 'a version such as 4.17.0')
      .default(DEFAULT_SETTINGS.apiVersion),
    minimumRecordIntervalSeconds: z
      .int('whole seconds')
      .min(0, 'at least 0 seconds')
      .max(3600, 'at most 3600 seconds')
      .default(DEFAULT_SETTINGS.minimumRecordIntervalSeconds),
    unit: z.enum(['mmol', 'mgdl'], 'mmol, mgdl or null').nullable().default(DEFAULT_SETTINGS.unit),
    people: z.record(z.string(), person, 'people by patient id').default({}),
  });
}
