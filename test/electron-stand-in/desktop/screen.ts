import { preventable } from '../preventable.ts';
import { strictEmitter } from '../provided.ts';
import { standIn } from '../stand-in.ts';

type Given = Parameters<typeof standIn.setDisplays>[0];

type Provided = Pick<
  Electron.Screen,
  | 'getAllDisplays'
  | 'getCursorScreenPoint'
  | 'getDisplayMatching'
  | 'getDisplayNearestPoint'
  | 'getPrimaryDisplay'
>;

function display(
  { bounds, workArea = bounds, scaleFactor = 1 }: Given[number],
  index: number,
): Electron.Display {
  const size = ({ width, height }: Electron.Rectangle) => ({ width, height });
  return {
    accelerometerSupport: 'unknown',
    bounds,
    colorDepth: 24,
    colorSpace: '',
    depthPerComponent: 8,
    detected: true,
    displayFrequency: 60,
    id: index + 1,
    internal: index === 0,
    label: `Display ${index + 1}`,
    maximumCursorSize: { width: 0, height: 0 },
    monochrome: false,
    nativeOrigin: { x: bounds.x, y: bounds.y },
    rotation: 0,
    scaleFactor,
    size: size(bounds),
    touchSupport: 'unknown',
    workArea,
    workAreaSize: size(workArea),
  };
}

const overlap = (a: Electron.Rectangle, b: Electron.Rectangle) =>
  Math.max(0, Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x)) *
  Math.max(0, Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y));

const distance = ({ x, y }: Electron.Point, { x: left, y: top, width, height }: Electron.Rectangle) =>
  Math.hypot(Math.max(left - x, 0, x - (left + width)), Math.max(top - y, 0, y - (top + height)));

export class Screen extends strictEmitter('screen') implements Provided {
  #displays: Electron.Display[];

  constructor(displays: Given) {
    super();
    this.#displays = displays.map(display);
  }

  getAllDisplays(): Electron.Display[] {
    return [...this.#displays];
  }

  getPrimaryDisplay(): Electron.Display {
    return this.#displays[0]!;
  }

  getCursorScreenPoint(): Electron.Point {
    return { x: 0, y: 0 };
  }

  getDisplayMatching(rectangle: Electron.Rectangle): Electron.Display {
    const best = this.#displays.toSorted(
      (a, b) => overlap(rectangle, b.bounds) - overlap(rectangle, a.bounds),
    )[0]!;
    return overlap(rectangle, best.bounds) > 0 ? best : this.getDisplayNearestPoint(rectangle);
  }

  getDisplayNearestPoint(point: Electron.Point): Electron.Display {
    return this.#displays.toSorted((a, b) => distance(point, a.bounds) - distance(point, b.bounds))[0]!;
  }

  /** For the recorder: displays are plugged in, taken away or changed. */
  setDisplays(given: Given): void {
    const before = this.#displays;
    this.#displays = given.map(display);
    for (const gone of before.slice(given.length)) this.emit('display-removed', preventable({}), gone);
    for (const [index, now] of this.#displays.entries()) {
      const then = before[index];
      if (!then) this.emit('display-added', preventable({}), now);
      else if (JSON.stringify(then) !== JSON.stringify(now)) {
        const changed = (['bounds', 'workArea', 'scaleFactor'] as const).filter(
          (one) => JSON.stringify(then[one]) !== JSON.stringify(now[one]),
        );
        this.emit('display-metrics-changed', preventable({}), now, changed);
      }
    }
  }
}

const usual = '[{ "bounds": { "x": 0, "y": 0, "width": 1920, "height": 1080 } }]';

export const screen = new Screen(JSON.parse(process.env['ELECTRON_STAND_IN_DISPLAYS'] ?? usual) as Given);
standIn.setDisplays = (displays) => screen.setDisplays(displays);
