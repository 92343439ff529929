import type { AlarmMark } from '../../chart/requests.ts';
import type { OffScale } from '../../glucose/range.ts';
import type { ReadingSource } from '../../glucose/reading.ts';
import { DAY, HOUR } from '../../time.ts';
import { alarms } from './alarms.ts';
import { age, count } from './words.ts';

/** What the chart of the history says. Times come written out in the reader's zone, glucose with its unit. */
export const chart = {
  /** `3 h` … `90 d` */
  span: (ms: number) => (ms <= DAY ? `${ms / HOUR} h` : `${ms / HOUR / 24} d`),
  spanName: (ms: number) =>
    ms <= DAY ? `Show ${count(ms / HOUR, 'hour', 'hours')}` : `Show ${count(ms / HOUR / 24, 'day', 'days')}`,
  spans: 'How much time is shown',
  toNow: 'Back to now',
  showTable: 'Show as table',
  showChart: 'Show as chart',
  name: (person: string) => `Glucose of ${person}`,
  role: 'chart',
  keys:
    'Arrow keys move through time, plus and minus zoom, Home goes 90 days back, End to now, the keys 1 to 9 choose how ' +
    'much time is shown. Shift with an arrow key goes from reading to reading.',
  loading: 'Reading the history …',
  nothing: 'No readings in this time.',
  noDataFor: 'no data',
  noData: (from: string, to: string) => `no data ${from}–${to}`,
  noDataSince: (from: string) => `no data since ${from}`,
  newSensor: 'new sensor',
  clockForward: (hours: string) => `clock ${hours} forward`,
  clockBack: (hours: string) => `clock ${hours} back`,
  shift: (minutes: number) => (minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`),
  target: 'target',
  limits: { urgentLow: 'urgent low', low: 'low', high: 'high', urgentHigh: 'urgent high' },
  ranges: { veryLow: 'very low', low: 'low', in: 'in range', high: 'high', veryHigh: 'very high' },
  sources: {
    live: 'live reading',
    graph: 'from the 12-hour graph',
    import: 'imported',
    logbook: 'scan from the logbook',
  } satisfies Record<ReadingSource, string>,
  offScale: (mark: OffScale, end: string) =>
    mark === 'LO' ? `LO, under the sensor's ${end}` : `HI, over the sensor's ${end}`,
  ago: (seconds: number) => (seconds < 0 ? age(seconds) : `${age(seconds)} ago`),
  alarm: ({ kind, decision }: AlarmMark, time: string) =>
    `${alarms.kinds[kind]} alarm ${time}, ${alarms.decisions[decision]}`,
  legend: {
    live: 'live',
    history: 'from the graph',
    lo: 'LO',
    hi: 'HI',
    gap: 'no data',
    alarm: 'alarm',
    held: 'held back',
    usual: 'usual range of 14 days',
  },
  summary: (readings: number, low: string, lowAt: string, high: string, highAt: string) =>
    `${count(readings, 'reading', 'readings')}, lowest ${low} (${lowAt}), highest ${high} (${highAt})`,
  gaps: (number: number) => count(number, 'gap', 'gaps'),
  table: {
    caption: (person: string, from: string, to: string) => `Glucose of ${person}, ${from} to ${to}`,
    time: 'Time',
    readings: 'Readings',
    lowest: 'Lowest',
    mean: 'Mean',
    highest: 'Highest',
    glucose: 'Glucose',
    range: 'Range',
    source: 'Source',
    open: (time: string) => `Show the readings of ${time}`,
    close: (time: string) => `Hide the readings of ${time}`,
  },
};

/** Why a window cannot be charted, as parameters of `badInput`. */
export const chartInput = (from: number, to: number, days: number) => ({
  what: 'The window of the chart',
  given: `${from} to ${to}`,
  expected: `it must end after it begins, and within ${days} days`,
});
