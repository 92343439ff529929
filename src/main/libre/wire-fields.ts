import { z } from '../../shared/schemas.ts';

/*
 * The fields of the wire. What is meant beyond doubt is read whatever its form, numbers and flags as text among it;
 * anything else is not guessed at.
 */

/** A field that may be missing, null or of another type than the documented one. */
export function lenient<T extends z.ZodType>(schema: T) {
  return schema.nullish().catch(null);
}

/** No exponents, signs or commas: `115,5` is a fraction in one language and a thousand in another. */
const DECIMAL = /^-?\d{1,15}(\.\d{1,15})?$/;

/** A finite number, also one written as text. */
export function numeric<T extends z.ZodType>(schema: T) {
  return z.preprocess(
    (value) => (typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : value),
    schema,
  );
}

const SET: readonly unknown[] = [true, 1, '1', 'true'];

/** Whether a flag is set, also as text or as 1. */
export const flag = z
  .unknown()
  .optional()
  .transform((value) => SET.includes(typeof value === 'string' ? value.trim().toLowerCase() : value));

/** Seconds since 1970 up to the year 2100; beyond that a date cannot even be written. */
export const epochSeconds = numeric(z.number().positive().max(4_102_444_800));

/** An id goes into a path, a file and a line on a screen: printable ASCII, or it is none. */
export const id = z.string().regex(/^[\x21-\x7e]{1,100}$/);

// Control and direction characters in a name could rewrite the line it is shown in; half a character is none.
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;

/** One line of text of so many characters at most. */
export function plainText(longest: number) {
  return z.string().transform((text) => {
    const characters = Array.from(
      text
        .slice(0, 10 * longest)
        .replace(UNPRINTABLE, '')
        .trim(),
    );
    return characters.slice(0, longest).join('');
  });
}
