import { count } from './words.ts';

/** What the tables of statistics say; figures come rounded for display, glucose in the unit shown. */
export const statistics = {
  ranges: { veryHigh: 'very high', high: 'high', inRange: 'in range', low: 'low', veryLow: 'very low' },
  over: (limit: string) => `over ${limit}`,
  under: (limit: string) => `under ${limit}`,
  /** What the consensus asks of most adults with diabetes (Battelino 2019). */
  targets: {
    veryHigh: 'under 5 %',
    high: 'under 25 % with very high',
    inRange: 'over 70 %',
    low: 'under 4 % with very low',
    veryLow: 'under 1 %',
    above: 'under 25 %',
    below: 'under 4 %',
    cv: 'at most 36 %',
    coverage: 'at least 70 %',
    tight: 'none agreed',
  },
  headings: { range: 'Range', time: 'Time', target: 'Target', figure: 'Figure', value: 'Value' },
  rows: {
    mean: 'Mean',
    gmi: 'GMI',
    sd: 'SD',
    cv: 'CV',
    tight: (range: string) => `Time ${range}`,
    own: (range: string) => `Time in own target ${range}`,
    lbgi: 'LBGI',
    hbgi: 'HBGI',
    gri: 'GRI',
    jIndex: 'J-index',
    episodes: (range: string) => `Episodes ${range}`,
    extended: 'of them over 120 min',
    coverage: 'Time with data',
    fortnight: 'Time with data, last 14 days',
    days: 'Days of data',
    readings: 'Readings',
  },
  gmi: (percent: string, mmolMol: string) => `${percent} % (${mmolMol} mmol/mol)`,
  gri: (index: string, zone: string) => `${index}, zone ${zone}`,
  withheld: 'withheld',
  window: (from: string, to: string) => `From ${from} to ${to}.`,
  tooLittle: (hours: string) => `Figures need 24 hours of data; there are ${hours}.`,
  gmiWithheld: (days: string) =>
    `GMI needs 70 % of 14 days, 9.8 days of data; there are ${days}, so it is withheld.`,
  sparse: (percent: string) =>
    `Only ${percent} of the last 14 days has data; the figures may not be typical (70 % is asked for).`,
  shortForLows: 'Time below range takes more than 14 days of data to settle.',
  offScale: ({ low, high }: { low: number; high: number }) =>
    `${count(low + high, 'reading was', 'readings were')} off the sensor's scale (${low} LO, ${high} HI): counted ` +
    'as very low and very high, but mean, SD and GMI know only the end of the scale.',
};
