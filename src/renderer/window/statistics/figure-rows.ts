import type { Unit } from '../../../shared/glucose/units.ts';
import {
  glucoseText,
  percentText,
  tenthPercentText,
  tenthText,
  wholeText,
} from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import type { Episode } from '../../../shared/statistics/episodes.ts';
import { griZone } from '../../../shared/statistics/measures.ts';
import type { TargetSet } from '../../../shared/statistics/target-sets.ts';
import { LIMITS, TIGHT_RANGE } from '../../../shared/statistics/ranges.ts';
import type { Compared } from '../../../shared/statistics/compared.ts';
import type { Figures } from '../../../shared/statistics/statistics.ts';

/** A figure in words, this period beside the one before. */
export interface FigureRow {
  id: string;
  name: string;
  /** What it is, for whoever does not know it. */
  term: string;
  now: string;
  before: string;
  change: string;
  goal: string;
}

/**
 * Whether a figure is higher or lower than before; `step`: what it takes to be told apart, in its own measure. Never
 * better or worse.
 */
export function changeOf(now: number | null, before: number | null, step: number): string {
  if (now === null || before === null) return '–';
  if (Math.abs(now - before) < step) return say('window.statistics.same');
  return now > before ? `↑ ${say('window.statistics.higher')}` : `↓ ${say('window.statistics.lower')}`;
}

/** How a figure is found, written, and told apart from the one before. */
interface Measure {
  id: string;
  name: string;
  term: string;
  of: (figures: Figures) => number | null;
  text: (value: number) => string;
  step: number;
  goal?: string;
  /** In place of a figure that is withheld. */
  withheld?: string;
}

const percent = (value: number): string => percentText(value / 100);
const tenthPercent = (value: number): string => tenthPercentText(value / 100);

/** Every figure of the period in the order of `stats`, with the goals of the consensus. */
export function figureRows({ before, targets }: Compared, now: Figures, unit: Unit): FigureRow[] {
  const measured = measures(unit, targets).map(
    ({ id, name, term, of, text, step, goal = '', withheld = '–' }) => {
      const [value, earlier] = [of(now), before.figures && of(before.figures)];
      return {
        id,
        name,
        term,
        now: value === null ? withheld : text(value),
        before: earlier === null ? '–' : text(earlier),
        change: changeOf(value, earlier, step),
        goal,
      };
    },
  );
  return [...measured, ...episodeRows(now, before.figures, unit)];
}

function measures(unit: Unit, targets: TargetSet): Measure[] {
  const glucose = (mgdl: number): string => glucoseText(mgdl, unit);
  const tight = `${glucoseText(TIGHT_RANGE.low, unit)} – ${glucoseText(TIGHT_RANGE.high, unit)}`;
  const term = (
    id: 'mean' | 'gmi' | 'sd' | 'cv' | 'tight' | 'gri' | 'lbgi' | 'hbgi',
  ): Pick<Measure, 'id' | 'term'> => ({ id, term: say(`window.statistics.terms.${id}`) });
  // GMI is not validated in pregnancy.
  const isPregnancy = targets === 'pregnancy';
  return [
    { ...term('mean'), name: say('statistics.rows.mean'), of: (one) => one.meanMgdl, text: glucose, step: 1 },
    {
      ...term('gmi'),
      name: say('statistics.rows.gmi'),
      of: (one) => (isPregnancy ? null : one.gmiPercent),
      text: tenthPercent,
      step: 0.1,
      withheld: say(isPregnancy ? 'window.statistics.gmiInPregnancy' : 'window.statistics.gmiWithheld'),
    },
    { ...term('sd'), name: say('statistics.rows.sd'), of: (one) => one.sdMgdl, text: glucose, step: 1 },
    {
      ...term('cv'),
      name: say('statistics.rows.cv'),
      of: (one) => one.cvPercent,
      text: tenthPercent,
      step: 0.5,
      goal: say('statistics.targets.cv'),
    },
    {
      ...term('tight'),
      name: say('statistics.rows.tight', { range: tight }),
      of: (one) => one.tightPercent,
      text: percent,
      step: 0.5,
      goal: say('statistics.targets.tight'),
    },
    {
      ...term('gri'),
      name: say('statistics.rows.gri'),
      of: (one) => one.gri,
      text: (value) => say('statistics.gri', { index: wholeText(value), zone: griZone(value) }),
      step: 0.5,
    },
    {
      ...term('lbgi'),
      name: say('statistics.rows.lbgi'),
      of: (one) => one.lbgi,
      text: tenthText,
      step: 0.05,
    },
    {
      ...term('hbgi'),
      name: say('statistics.rows.hbgi'),
      of: (one) => one.hbgi,
      text: tenthText,
      step: 0.05,
    },
  ];
}

/** Episodes beyond each limit: how many, and how long they were. */
function episodeRows(now: Figures, before: Figures | null, unit: Unit): FigureRow[] {
  return (['veryLow', 'low', 'high', 'veryHigh'] as const).map((range) => {
    const limit = glucoseText(LIMITS[range], unit);
    const side = range === 'veryLow' || range === 'low' ? 'under' : 'over';
    const [own, earlier] = [now.episodes[range], before?.episodes[range] ?? null];
    return {
      id: `episodes-${range}`,
      name: say('statistics.rows.episodes', { range: say(`statistics.${side}`, { limit }) }),
      term: say('window.statistics.terms.episodes'),
      now: episodesText(own),
      before: earlier === null ? '–' : episodesText(earlier),
      change: changeOf(own.length, earlier?.length ?? null, 1),
      goal: '',
    };
  });
}

function episodesText(episodes: readonly Episode[]): string {
  const total = episodes.reduce((sum, episode) => sum + episode.minutes, 0);
  const minutes = episodes.length === 0 ? 0 : total / episodes.length;
  return say('window.statistics.episodeCount', { count: episodes.length, minutes: wholeText(minutes) });
}
