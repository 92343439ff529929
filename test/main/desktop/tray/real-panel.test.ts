// The icon on a real panel: Xfce's, on a session bus and a screen of the test's own. Where that is missing the tests are
// skipped and say so; on a Linux build machine (CI is set) that is a failure.
import { EventEmitter } from 'node:events';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Face } from '../../../../src/main/desktop/picture/face.ts';
import { drawPicture } from '../../../../src/main/desktop/tray/picture/picture.ts';
import { askTrayHost } from '../../../../src/main/desktop/tray/tray-host.ts';
import { TrayIcon, type TrayElectron } from '../../../../src/main/desktop/tray/tray-icon.ts';
import { TrayKeeper } from '../../../../src/main/desktop/tray/tray-keeper.ts';
import { StatusNotifierItem } from '../../../electron-stand-in/desktop/status-notifier/item.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FACES } from './faces.ts';
import { ICON_SIZES, panelMissing, RealPanel } from './real-panel.ts';

const missing = panelMissing();
/** A busy machine may take its time; nothing here is a promise about that. */
const SOON = { timeout: 60_000, interval: 20 };

it('there is a panel to try, or a word why not', () => {
  if (missing === null) return;
  console.warn(`The tests on a real panel are skipped: ${missing}.`);
  if (process.platform === 'linux') expect(process.env['CI'], missing).toBeUndefined();
});

describe.skipIf(missing !== null)('on a real panel', () => {
  let panel: RealPanel;
  let icon: TrayIcon | null;
  /** Whether somebody has clicked the icon. */
  let isOpened: boolean;

  /** Electron, as far as an icon needs it, with a real item on the bus for a tray. */
  class Tray extends EventEmitter {
    readonly #item: StatusNotifierItem;
    constructor(png: Buffer) {
      super();
      const onActivate = () => this.emit('click');
      this.#item = new StatusNotifierItem({ busPath: panel.busPath, png, onActivate });
    }
    setImage(png: Buffer): void {
      this.#item.setImage(png);
    }
    setToolTip(): void {}
    setContextMenu(): void {}
    isDestroyed(): boolean {
      return false;
    }
    destroy(): void {
      this.#item.destroy();
    }
  }
  const screen = Object.assign(new EventEmitter(), {
    getPrimaryDisplay: () => ({ scaleFactor: 1 }),
    getAllDisplays: () => [{ scaleFactor: 1 }],
  });
  const electron = {
    screen,
    nativeTheme: new EventEmitter(),
    Tray,
    Menu: { buildFromTemplate: () => new EventEmitter() },
    nativeImage: { createFromBuffer: (png: Buffer) => png },
  };

  function newIcon(): TrayIcon {
    icon?.destroy();
    return (icon = new TrayIcon({
      electron: electron as unknown as TrayElectron,
      platform: 'linux',
      session: 'XFCE',
      clock: new FakeClock(),
      palette: () => 'standard',
      onCommand: () => (isOpened = true),
    }));
  }
  const show = (face: Face) => (icon ?? newIcon()).render({ ...face, tooltip: '', title: '', menu: [] });
  const find = (face: Face) =>
    panel.find(drawPicture(face, { px: 48, template: false, theme: 'unknown', palette: 'standard' }));
  const isShown = (face: Face) => expect.poll(() => find(face), SOON).not.toBeNull();

  beforeAll(async () => {
    panel = await RealPanel.begin();
  });
  afterAll(() => panel.stop());
  beforeEach(() => {
    icon = null;
    isOpened = false;
  });
  afterEach(() => icon?.destroy());

  describe('that is there', () => {
    beforeAll(() => panel.start({ iconPx: 24, bar: 'dark' }));
    afterAll(() => panel.end());

    describe.each(['dark', 'light'] as const)('and %s', (bar) => {
      it.each(ICON_SIZES)(
        'the picture is shown at %i pixels, follows a change, and is no other',
        async (iconPx) => {
          await panel.change({ iconPx, bar });
          show(FACES['in range']);
          await isShown(FACES['in range']);
          show(FACES['urgent low']);
          await isShown(FACES['urgent low']);
          const found = Object.entries(FACES).filter(([, face]) => find(face) !== null);
          expect(found.map(([name]) => name)).toEqual(['urgent low']);
        },
      );
    });

    it('a click opens the window', async () => {
      show(FACES.high);
      await isShown(FACES.high);
      const { x, y } = find(FACES.high)!;
      panel.click(x + 8, y + 8);
      await expect.poll(() => isOpened, SOON).toBe(true);
    });

    it('the icon goes away with the program', async () => {
      show(FACES.high);
      await isShown(FACES.high);
      icon!.destroy();
      await expect.poll(() => find(FACES.high), SOON).toBeNull();
    });
  });

  describe('that comes and goes', () => {
    let clock: FakeClock;
    let keeper: TrayKeeper;

    beforeEach(() => {
      clock = new FakeClock();
      keeper = new TrayKeeper({
        clock,
        // Its own clock stands: a bus that takes its time is waited for.
        ask: () =>
          askTrayHost({
            platform: 'linux',
            env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${panel.busPath}` },
            clock: new FakeClock(),
          }),
        make() {
          newIcon();
          show(FACES.low);
        },
        onChange: () => {},
      });
    });
    afterEach(async () => {
      keeper.stop();
      await panel.end();
    });

    /** Until it has looked once more, however long that is by its clock. */
    async function nextLook(): Promise<void> {
      await expect.poll(() => clock.pending, SOON).toBe(1);
      clock.advance(clock.nextIn!);
      await expect.poll(() => clock.pending, SOON).toBe(1);
    }
    async function lookUntil(state: TrayKeeper['state']): Promise<void> {
      for (let looks = 0; keeper.state !== state && looks < 100; looks++) await nextLook();
      expect(keeper.state).toBe(state);
    }

    it('D4: one that comes late shows it', async () => {
      keeper.start();
      await lookUntil('none');
      while (icon === null) await nextLook();
      await panel.start({ iconPx: 22, bar: 'dark' });
      await lookUntil('shown');
      await isShown(FACES.low);
    });

    it('D4: one that is started anew shows it again', async () => {
      await panel.start({ iconPx: 22, bar: 'light' });
      keeper.start();
      await lookUntil('shown');
      await isShown(FACES.low);
      await panel.end();
      await lookUntil('none');
      await panel.start({ iconPx: 22, bar: 'light' });
      await lookUntil('shown');
      await isShown(FACES.low);
    });

    it('D4: one without the part that shows icons is told', async () => {
      await panel.start({ iconPx: 22, bar: 'dark', hasTray: false });
      keeper.start();
      await lookUntil('none');
      while (icon === null) await nextLook();
      await lookUntil('none');
      expect(find(FACES.low)).toBeNull();
    });
  });
});
