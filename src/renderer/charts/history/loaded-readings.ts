import { JOINED_MS, runStarts, sensorChanges } from '../../../shared/chart/gaps.ts';
import { blocksOf } from '../../../shared/chart/reading-blocks.ts';
import { joinedColumns, type PackedReadings } from '../../../shared/chart/packed-readings.ts';
import {
  columnsOf,
  emptyColumns,
  firstFrom,
  mergeColumns,
  sliceColumns,
  type ReadingColumns,
} from '../../../shared/chart/reading-columns.ts';
import { MOST_MS, type ChartPart, type UsualBand } from '../../../shared/chart/requests.ts';
import { reachOf } from '../../../shared/chart/view.ts';
import type { Reading } from '../../../shared/glucose/reading.ts';
import type { Problem } from '../../../shared/problems.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Span } from '../../../shared/statistics/series.ts';
import { DAY, HOUR } from '../../../shared/time.ts';
import type { Loaded } from '../drawing/scene.ts';

/** Where one person's readings come from. It rejects only where the signal says that nobody waits any more. */
export interface ChartData {
  /** `[from, to)`, ms UTC, at most `MOST_DAYS` long. */
  load(from: number, to: number, signal: AbortSignal): Promise<Result<ChartPart>>;
  /** By the 14 days before an instant. */
  usual(before: number, signal: AbortSignal): Promise<Result<UsualBand>>;
}

type Shown = Pick<Loaded, 'columns' | 'scans' | 'previousAt' | 'alarms'>;

/** How far back readings may still come in that were missed: the 12 hours of the server's graph, and one more. */
const CATCH_UP_MS = 13 * HOUR;

/** More than a request reaches at the edge of a view, no more time than this is asked for before somebody goes there. */
const MOST_AHEAD_MS = 45 * DAY;

/**
 * The readings around what is shown. A view that moves finds them here and asks for more only near the edges; what is far
 * from it is let go. Readings that are new come with `add` and `refresh`.
 */
export class LoadedReadings {
  readonly #data: ChartData;
  readonly #onChange: () => void;
  #loaded: Loaded = loaded({ columns: emptyColumns(), scans: emptyColumns(), previousAt: null, alarms: [] });
  #recent = emptyColumns();
  #from = 0;
  /** Infinity: everything there was when it was asked for. */
  #to = 0;
  #wanted: Span | null = null;
  #catchUp = false;
  #underWay: { piece: Span; isForView: boolean; left: AbortController } | null = null;
  problem: Problem | null = null;

  /** @param onChange called when there is more, or a problem */
  constructor(data: ChartData, onChange: () => void) {
    this.#data = data;
    this.#onChange = onChange;
  }

  get value(): Loaded {
    return this.#loaded;
  }

  /** Whether all of a window is at hand. */
  covers(window: Span, now: number): boolean {
    return this.#from <= window.from && Math.min(window.to, now) <= this.#to;
  }

  /** What is shown now. */
  want(window: Span, now: number): void {
    const reach = reachOf(window);
    this.#leave(reach);
    const margin = Math.min((window.to - window.from) / 4, (window.from - reach.from) / 2);
    if (!this.covers({ from: window.from - margin, to: window.to + margin }, now)) this.#wanted = reach;
    void this.#fill(now);
  }

  /** Waits no longer for what was asked for another view, and is not of much use for this one. */
  #leave(reach: Span): void {
    if (!this.#underWay?.isForView) return;
    const { piece, left } = this.#underWay;
    const useful = Math.min(piece.to, reach.to) - Math.max(piece.from, reach.from);
    if (useful >= (piece.to - piece.from) / 2) return;
    left.abort();
    this.#underWay = null;
    this.#wanted = null;
  }

  /** Something was recorded: reads again what it may have filled in. */
  refresh(now: number): void {
    this.#catchUp = true;
    void this.#fill(now);
  }

  /** Readings from elsewhere than the history, which may not have them yet. */
  add(readings: readonly Reading[]): void {
    this.#recent = columnsOf(readings);
    if (this.#to === Infinity) this.#show(this.#loaded);
  }

  close(): void {
    this.#underWay?.left.abort();
  }

  async #fill(now: number): Promise<void> {
    if (this.#underWay) return;
    for (let piece = this.#missing(now); piece !== null; piece = this.#missing(now)) {
      const left = new AbortController();
      this.#underWay = { piece, isForView: this.#wanted !== null, left };
      const part = await this.#load(piece, left.signal).catch(() => null);
      if (part === null || left.signal.aborted) return;
      this.#underWay = null;
      this.problem = part.ok ? null : part.problem;
      if (!part.ok) return this.#giveUp();
      this.#take(piece, part.value, now);
    }
  }

  /** Asks in several requests for what is too much for one; rejects as `ChartData` does. */
  async #load({ from, to }: Span, signal: AbortSignal): Promise<Result<ChartPart[]>> {
    const parts: ChartPart[] = [];
    for (let begin = from; begin < to; begin += MOST_MS) {
      const part = await this.#data.load(begin, Math.min(to, begin + MOST_MS), signal);
      if (!part.ok) return part;
      parts.push(part.value);
    }
    return ok(parts);
  }

  /** Until the view moves or something is recorded: then what is wanted is asked for again. */
  #giveUp(): void {
    this.#catchUp = false;
    this.#onChange();
  }

  /** The next piece to ask for. */
  #missing(now: number): Span | null {
    const wanted = this.#wanted && { ...this.#wanted, to: Math.min(this.#wanted.to, now + 1) };
    const [from, to] = [this.#from, this.#to];
    if (wanted && (wanted.to < from || wanted.from > to)) return wanted;
    // Beyond an edge so much that the next moves ask for nothing.
    const ahead = wanted ? Math.min(MOST_AHEAD_MS, (wanted.to - wanted.from) / 3) : 0;
    if (wanted && wanted.from < from) return { from: Math.floor(wanted.from - ahead), to: from };
    if (wanted && wanted.to > to) return { from: to, to: Math.ceil(Math.min(wanted.to + ahead, now + 1)) };
    this.#wanted = null;
    if (!this.#catchUp || to !== Infinity) return null;
    return { from: Math.max(from, now - CATCH_UP_MS), to: now + 1 };
  }

  #take(piece: Span, parts: readonly ChartPart[], now: number): void {
    const { columns, scans, alarms, previousAt } = this.#loaded;
    const apart = piece.to < this.#from || piece.from > this.#to;
    const leads = apart || piece.from < this.#from || columns.at.length === 0;
    if (piece.to > now) this.#catchUp = false;
    const others = (at: number): boolean => at < piece.from || at >= piece.to;
    const among = (own: ReadingColumns, taken: readonly PackedReadings[]): ReadingColumns =>
      joinedColumns(
        apart
          ? taken
          : [sliceColumns(own, -Infinity, piece.from), ...taken, sliceColumns(own, piece.to, Infinity)],
      );
    this.#from = apart ? piece.from : Math.min(this.#from, piece.from);
    this.#to = piece.to > now ? Infinity : apart ? piece.to : Math.max(this.#to, piece.to);
    const kept = apart ? [] : alarms.filter(({ at }) => others(at));
    this.#show({
      columns: among(
        columns,
        parts.map((part) => part.columns),
      ),
      scans: among(
        scans,
        parts.map((part) => part.scans),
      ),
      previousAt: leads ? (parts[0]?.previousAt ?? null) : previousAt,
      alarms: [...kept, ...parts.flatMap((part) => part.alarms)].sort((a, b) => a.at - b.at),
    });
    this.#onChange();
  }

  #show(shown: Shown): void {
    const columns = this.#to === Infinity ? mergeColumns(this.#recentOnes(), shown.columns) : shown.columns;
    const center = this.#wanted;
    const isSame = shown === this.#loaded && columns === shown.columns;
    if (!isSame) this.#loaded = loaded({ ...shown, columns });
    if (center) this.#letGo(center.from - MOST_MS, center.to + MOST_MS);
  }

  #recentOnes(): ReadingColumns {
    return sliceColumns(this.#recent, this.#from, Infinity);
  }

  /** Keeps the memory from growing with every month that was ever looked at. */
  #letGo(from: number, to: number): void {
    const { columns, scans, previousAt, alarms } = this.#loaded;
    if (this.#from >= from && (this.#to <= to || (columns.at.at(-1) ?? 0) < to)) return;
    const start = firstFrom(columns.at, from);
    this.#from = Math.max(this.#from, from);
    if ((columns.at.at(-1) ?? 0) >= to) this.#to = to;
    this.#loaded = loaded({
      columns: sliceColumns(columns, from, to),
      scans: sliceColumns(scans, from, to),
      previousAt: start > 0 ? (columns.at[start - 1] ?? null) : previousAt,
      alarms: alarms.filter(({ at }) => at >= from && at < to),
    });
  }
}

function loaded(shown: Shown): Loaded {
  const { columns } = shown;
  const blocks = blocksOf(columns, JOINED_MS);
  return {
    ...shown,
    starts: runStarts(columns, blocks.seams),
    blocks,
    sensorChanges: sensorChanges(columns, blocks.seams),
  };
}
