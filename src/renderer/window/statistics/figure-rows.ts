import type { Unit } from '../../../shared/glucose/units.ts';
import {
  daysText,
  glucoseText,
  percentText,
  tenthPercentText,
  tenthText,
  wholeText,
} from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { episodesText } from '../../../shared/report/episodes-text.ts';
import type { Compared } from '../../../shared/statistics/compared.ts';
import { griZone } from '../../../shared/statistics/measures.ts';
import { LIMITS, TIGHT_RANGE } from '../../../shared/statistics/ranges.ts';
import type { Figures, Statistics } from '../../../shared/statistics/statistics.ts';
import type { TargetSet } from '../../../shared/statistics/target-sets.ts';
import { compare, NONE, type FigureRow } from './compared-rows.ts';

/** How a figure is found, and written. */
interface Measure {
  id: 'mean' | 'gmi' | 'sd' | 'cv' | 'tight' | 'gri' | 'lbgi' | 'hbgi';
  name: string;
  of: (figures: Figures) => number | null;
  text: (value: number) => string;
  goal?: string;
  /** In place of a figure that is withheld. */
  withheld?: string;
}

const percent = (value: number): string => percentText(value / 100);
const tenthPercent = (value: number): string => tenthPercentText(value / 100);

/** What the figures of both periods rest on. */
export function basisRow(id: string, { now, before }: Compared): FigureRow {
  const text = ({ slots, days }: Statistics) =>
    say('window.statistics.basis', { values: wholeText(slots), days: daysText(days) });
  return {
    id,
    name: say('window.statistics.values'),
    term: say('window.statistics.terms.values'),
    now: text(now),
    before: text(before),
    change: '',
    goal: '',
  };
}

/** Every figure of the period in the order of `stats`, with the goals of the consensus. */
export function figureRows({ before, targets }: Compared, now: Figures, unit: Unit): FigureRow[] {
  const measured = measures(unit, targets).map(({ id, name, of, text, goal = '', withheld = NONE }) => {
    const [value, earlier] = [of(now), before.figures && of(before.figures)];
    return {
      id,
      name,
      term: say(`window.statistics.terms.${id}`),
      ...compare(value, earlier, text),
      ...(value === null && { now: withheld }),
      goal,
    };
  });
  return [...measured, ...episodeRows(now, before.figures, unit)];
}

function measures(unit: Unit, targets: TargetSet): Measure[] {
  const glucose = (mgdl: number): string => glucoseText(mgdl, unit);
  const tight = `${glucoseText(TIGHT_RANGE.low, unit)} – ${glucoseText(TIGHT_RANGE.high, unit)}`;
  // GMI is not validated in pregnancy.
  const isPregnancy = targets === 'pregnancy';
  return [
    { id: 'mean', name: say('statistics.rows.mean'), of: (one) => one.meanMgdl, text: glucose },
    {
      id: 'gmi',
      name: say('statistics.rows.gmi'),
      of: (one) => (isPregnancy ? null : one.gmiPercent),
      text: tenthPercent,
      withheld: say(isPregnancy ? 'window.statistics.gmiInPregnancy' : 'window.statistics.gmiWithheld'),
    },
    { id: 'sd', name: say('statistics.rows.sd'), of: (one) => one.sdMgdl, text: glucose },
    {
      id: 'cv',
      name: say('statistics.rows.cv'),
      of: (one) => one.cvPercent,
      text: tenthPercent,
      goal: say('statistics.targets.cv'),
    },
    {
      id: 'tight',
      name: say('statistics.rows.tight', { range: tight }),
      of: (one) => one.tightPercent,
      text: percent,
      goal: say('statistics.targets.tight'),
    },
    {
      id: 'gri',
      name: say('statistics.rows.gri'),
      of: (one) => one.gri,
      text: (value) => say('statistics.gri', { index: wholeText(value), zone: griZone(value) }),
    },
    { id: 'lbgi', name: say('statistics.rows.lbgi'), of: (one) => one.lbgi, text: tenthText },
    { id: 'hbgi', name: say('statistics.rows.hbgi'), of: (one) => one.hbgi, text: tenthText },
  ];
}

/** Episodes beyond each limit: how many, and how long they were; told apart by how many. */
function episodeRows(now: Figures, before: Figures | null, unit: Unit): FigureRow[] {
  const row = (kind: keyof Figures['episodes'], name: string, term: string): FigureRow => {
    const [own, earlier] = [now.episodes[kind], before?.episodes[kind] ?? null];
    return {
      id: `episodes-${kind}`,
      name,
      term,
      ...compare(own.length, earlier?.length ?? null, wholeText),
      now: episodesText(own),
      before: earlier === null ? NONE : episodesText(earlier),
      goal: '',
    };
  };
  const beyond = (kind: 'veryLow' | 'low' | 'high' | 'veryHigh') => {
    const limit = glucoseText(LIMITS[kind], unit);
    const side = kind === 'veryLow' || kind === 'low' ? 'under' : 'over';
    const range = say(`statistics.${side}`, { limit });
    // What an episode is stands once, under the first of them.
    const term = kind === 'veryLow' ? say('window.statistics.terms.episodes') : '';
    return row(kind, say('statistics.rows.episodes', { range }), term);
  };
  const extended = say('window.statistics.terms.extended');
  return [
    beyond('veryLow'),
    beyond('low'),
    row('extendedLow', say('window.statistics.extended'), extended),
    beyond('high'),
    beyond('veryHigh'),
  ];
}
