// @ts-nocheck -- the chart is JSX, which this project's configuration does not know
import { signal } from '@preact/signals';
import { h, render } from 'preact';
import '../../../../src/shared/messages/every-language.generated.ts';
import { GlucoseChart } from '../../../../src/renderer/charts/history/glucose-chart.tsx';
import type { ChartView } from '../../../../src/shared/chart/view.ts';
import type { Reading } from '../../../../src/shared/glucose/reading.ts';
import type { Unit } from '../../../../src/shared/glucose/units.ts';
import { emptyColumns } from '../../../../src/shared/chart/reading-columns.ts';
import type { ChartPage } from './chart-page.ts';
import {
  DAY,
  denseHistory,
  FakeHistory,
  importedHistory,
  richHistory,
  scannedHistory,
  sparseHistory,
  spikesHistory,
} from './fake-history.ts';

/*
 * The chart with a made-up history, by the address: ?story=rich|sparse|scans|imported|one|none|dense|spikes|year, &now=ms, &span=hours, &unit=,
 * &hidden, &longest=days: as much as may be shown, with a button outside the chart that opens another one with all of that. What a test wants to do to it stands in `window.chartPage`.
 */
const asked = new URLSearchParams(location.search);
const start = Number(asked.get('now') ?? Date.now());
const stories: Record<string, () => FakeHistory> = {
  rich: () => richHistory(start),
  sparse: () => sparseHistory(start, 15, 96),
  scans: () => scannedHistory(start),
  imported: () => importedHistory(start),
  one: () => sparseHistory(start, 2, 1),
  none: () => new FakeHistory(emptyColumns()),
  dense: () => denseHistory(start),
  spikes: () => spikesHistory(start),
  year: () => denseHistory(start, 365),
};

const history = signal(stories[asked.get('story') ?? 'rich']!());
const now = signal(start);
const recent = signal<readonly Reading[]>([]);
const view = signal<ChartView>({ spanMs: Number(asked.get('span') ?? 24) * 3_600_000, endsAt: null });
const longestMs = asked.has('longest') ? Number(asked.get('longest')) * DAY : undefined;
const opened = signal(0);
const hidden = signal(asked.has('hidden'));
if (asked.has('palette')) document.documentElement.dataset['palette'] = asked.get('palette')!;

/** Without JSX: the tests' configuration has none. */
function Page() {
  const chart = h(GlucoseChart, {
    key: opened.value,
    longestMs,
    person: {
      name: 'Ada Lovelace',
      unit: (asked.get('unit') ?? 'mmol') as Unit,
      target: { low: 70, high: 180 },
      limits: { urgentLow: 55, low: 70, high: 240, urgentHigh: null },
    },
    now: now.value,
    data: history.value,
    recent: recent.value,
    start: view.value,
    onView: (next) => (view.value = next),
  });
  const openAll = () => {
    view.value = { spanMs: longestMs, endsAt: null };
    opened.value++;
  };
  const button = longestMs && h('button', { type: 'button', onClick: openAll }, `${longestMs / DAY} d`);
  return h('div', { class: hidden.value ? 'hidden' : '' }, button, chart);
}

const page: ChartPage = {
  get view() {
    return view.value;
  },
  get loads() {
    return history.value.loads;
  },
  hold: () => void (history.value.held = new Promise(() => {})),
  show: () => void (hidden.value = false),
  wait: (minutes) => void (now.value += minutes * 60_000),
  async live(minutes) {
    for (let i = 0; i < minutes; i++) {
      now.value += 60_000;
      const reading: Reading = {
        patientId: 'ada',
        measuredAt: now.value - 20_000,
        mgdl: 110 + (i % 40),
        offScale: null,
        trend: 3,
        color: 1,
        utcOffsetSeconds: null,
        sensorSerial: null,
        target: null,
        source: 'live',
      };
      recent.value = [...recent.value.filter(({ measuredAt }) => measuredAt > now.value - DAY / 8), reading];
      await new Promise(requestAnimationFrame);
    }
  },
};
(window as unknown as { chartPage: ChartPage }).chartPage = page;

render(h(Page, null), document.getElementById('app')!);
