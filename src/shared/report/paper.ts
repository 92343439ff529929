/** The safe box of both papers is 186 × 254 mm: the smaller of both, less 12 mm at each edge. */
export const PAPERS = ['a4', 'letter'] as const;
export type Paper = (typeof PAPERS)[number];
