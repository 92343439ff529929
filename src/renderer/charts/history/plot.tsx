import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { firstFrom, isEmpty } from '../../../shared/chart/reading-columns.ts';
import { panned, zoomed, type ChartView } from '../../../shared/chart/view.ts';
import { say } from '../../../shared/messages/say.ts';
import { instantAt, msPerPixel, type Area } from '../drawing/area.ts';
import { GlucoseCanvas } from '../drawing/glucose-canvas.ts';
import { onThemeChange, readPalette, type Palette } from '../drawing/palette.ts';
import { withScans, type Scene } from '../drawing/scene.ts';
import { viewAfterKey } from './keys.ts';
import { askedAt, ChartTooltip, pointedAt, pointedReading, type Pointed } from './tooltip.tsx';
import { listenToGestures } from './gestures.ts';

export interface ChartPlotProps {
  name: string;
  scene: Scene;
  view: ChartView;
  loading: boolean;
  /** What the drawing shows, in one sentence. */
  words: string;
  /** How much time may be shown at most. */
  longestMs: number | undefined;
  onView: (view: ChartView) => void;
  /** Asked about an instant, by a click or a key. */
  onAsk?: ((instant: number) => void) | undefined;
}

/** What is pointed at: a place on the canvas by the pointer, a reading by the keys. */
type Aim = { x: number } | { instant: number };

function pointedBy(aim: Aim, area: Area, scene: Scene): Pointed | null {
  if ('x' in aim) return pointedAt(aim.x, area, scene);
  const all = withScans(scene, scene.window);
  const i = firstFrom(all.at, aim.instant);
  return all.at[i] === aim.instant ? pointedReading(all, i, area, scene) : null;
}

/** The canvas with what answers to pointer and keys. */
export function ChartPlot(props: ChartPlotProps) {
  const { name, scene, view, words, loading, longestMs, onView, onAsk } = props;
  const plot = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<GlucoseCanvas | null>(null);
  const { width, height, ratio, palette } = usePlotSize(plot);
  const [pointed, setPointed] = useState<Pointed | null>(null);
  const [told, setTold] = useState<string>('');
  const aim = useRef<Aim | null>(null);
  const latest = useRef(props);
  latest.current = props;

  useLayoutEffect(() => {
    const made = new GlucoseCanvas(canvas.current!);
    drawing.current = made;
    return () => made.destroy();
  }, []);

  const draw = useRef(() => {});
  draw.current = () => {
    if (palette) drawing.current?.draw(scene, palette, width, height);
    look(scene);
  };
  const due = useRef(0);
  // What is not loaded yet is drawn with the next frame, which is spared where the answer comes before.
  useLayoutEffect(() => {
    if (loading) {
      due.current ||= requestAnimationFrame(() => {
        due.current = 0;
        draw.current();
      });
      return;
    }
    cancelAnimationFrame(due.current);
    due.current = 0;
    draw.current();
  }, [scene, palette, width, height, ratio, loading]);
  useLayoutEffect(() => () => cancelAnimationFrame(due.current), []);

  /** Ages grow and the view moves under a pointer that rests, so it is looked again with every drawing. */
  const look = (shown: Scene): void => {
    const area = drawing.current?.area;
    setPointed(area && aim.current ? pointedBy(aim.current, area, shown) : null);
  };

  useEffect(
    () =>
      listenToGestures(plot.current!, {
        pan(pixels) {
          const area = drawing.current?.area;
          const { scene: shown, view: own, onView: tell } = latest.current;
          if (area) tell(panned(own, -pixels * msPerPixel(area), shown.now));
        },
        zoom(factor, x) {
          const area = drawing.current?.area;
          const { scene: shown, view: own, longestMs: most, onView: tell } = latest.current;
          if (area) tell(zoomed(own, factor, Math.min(instantAt(area, x), shown.now), shown.now, most));
        },
        hover(x) {
          aim.current = x === null ? null : { x };
          look(latest.current.scene);
        },
        click(x) {
          const area = drawing.current?.area;
          const { scene: shown, onAsk: tell } = latest.current;
          if (area && x >= area.left && x <= area.right) tell?.(askedAt(x, area, shown));
        },
      }),
    [],
  );

  /** Points at the next reading in a direction. */
  const stepTo = (direction: 1 | -1): void => {
    const area = drawing.current?.area;
    const all = withScans(scene, scene.window);
    const last = all.at.length - 1;
    if (!area || last < 0) return;
    const from = aim.current !== null && 'instant' in aim.current ? aim.current.instant : null;
    const next = from === null ? last : firstFrom(all.at, from) + direction;
    const i = Math.min(last, Math.max(0, next));
    aim.current = { instant: all.at[i] ?? 0 };
    const reading = pointedReading(all, i, area, scene);
    setPointed(reading);
    setTold([reading.value, ...reading.lines].join(', '));
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.key === 'Escape') {
      aim.current = null;
      look(scene);
      return;
    }
    if (event.shiftKey && event.key.startsWith('Arrow')) {
      event.preventDefault();
      stepTo(event.key === 'ArrowLeft' || event.key === 'ArrowDown' ? -1 : 1);
      return;
    }
    if (event.key === 'Enter' && onAsk) {
      event.preventDefault();
      const at = aim.current !== null && 'instant' in aim.current ? aim.current.instant : scene.window.to;
      onAsk(Math.min(at, scene.now));
      return;
    }
    const next = viewAfterKey(event.key, view, scene.now, longestMs);
    if (next === null) return;
    event.preventDefault();
    onView(next);
  };

  const area = drawing.current?.area ?? null;
  const { columns, scans } = scene.loaded;
  const empty = !loading && [columns, scans].every((one) => isEmpty(one, scene.window));
  return (
    <div
      class="chart-plot"
      ref={plot}
      tabIndex={0}
      role="application"
      aria-roledescription={say('chart.role')}
      aria-label={[
        `${say('chart.name', { person: name })}. ${say('chart.keys')}`,
        ...(onAsk ? [say('chart.askKeys')] : []),
      ].join(' ')}
      onKeyDown={onKeyDown}
    >
      <canvas ref={canvas} role="img" aria-label={words} />
      {pointed && area && <ChartTooltip pointed={pointed} area={area} />}
      {loading && <p class="chart-nothing">{say('chart.loading')}</p>}
      {empty && <p class="chart-nothing">{say('chart.nothing')}</p>}
      <p class="chart-told" aria-live="polite">
        {told}
      </p>
    </div>
  );
}

/** How large the plot is, and the colours that hold for it; both change, and a hidden window has no size at all. */
function usePlotSize(plot: { current: HTMLDivElement | null }) {
  const [size, setSize] = useState({ width: 0, height: 0, ratio: 1, palette: null as Palette | null });
  useLayoutEffect(() => {
    const element = plot.current;
    if (!element) return;
    const measure = (): void => {
      const { clientWidth: width, clientHeight: height } = element;
      setSize((before) =>
        before.width === width && before.height === height && before.ratio === devicePixelRatio
          ? before
          : { width, height, ratio: devicePixelRatio, palette: readPalette(element) },
      );
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    addEventListener('resize', measure);
    const unwatch = onThemeChange(() => setSize((before) => ({ ...before, palette: readPalette(element) })));
    return () => {
      observer.disconnect();
      removeEventListener('resize', measure);
      unwatch();
    };
  }, []);
  return size;
}
