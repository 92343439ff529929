/** The safe box of both papers is 186 × 254 mm: the smaller of both, less 12 mm at each edge. */
export const PAPERS = ['a4', 'letter'] as const;
export type Paper = (typeof PAPERS)[number];

/** Where letters are written on Letter (Unicode CLDR, paperSize); everywhere else on A4. */
const LETTER = ['BZ', 'CA', 'CL', 'CO', 'CR', 'GT', 'MX', 'NI', 'PA', 'PH', 'PR', 'SV', 'US', 'VE'];

/** What is in the printers of a reader's country. @param locale such as `en-US` */
export function paperOf(locale: string): Paper {
  const { region } = new Intl.Locale(locale);
  return region !== undefined && LETTER.includes(region) ? 'letter' : 'a4';
}
