let current: string | undefined;

/** How dates and times are written; main says it with each snapshot. */
export function setLocale(locale: string): void {
  current = locale;
}

/** Formats for the locale in force: made when they are first used, and anew when it is another. */
export function inLocale<F>(make: (locale: string | undefined) => F): () => F {
  let made: { locale: string | undefined; formats: F } | null = null;
  return () => {
    if (made === null || made.locale !== current) made = { locale: current, formats: make(current) };
    return made.formats;
  };
}
