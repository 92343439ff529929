import type { BarTheme } from '../picture/colours.ts';

export type TrayPlatform = 'win32' | 'darwin' | 'linux';

/** What is known of the desktop the icon stands on. */
export interface Desktop {
  platform: TrayPlatform;
  /** The scale of the display with the task bar. */
  primaryScale: number;
  largestScale: number;
  /** Whether the system's own bars are dark; meaningless on Linux, where nobody can tell. */
  darkBar: boolean;
  /** XDG_CURRENT_DESKTOP; empty where there is none. */
  session: string;
}

/** How the icon is handed over, and what may be asked of Electron's Tray: anything else does nothing there, or throws. */
export interface TrayWays {
  /** Pictures to draw: exact pixels, and the scale factor Electron is told. */
  pictures: readonly { px: number; scaleFactor: number }[];
  /** Black on transparent, coloured by the system. */
  template: boolean;
  /** The number stands beside the icon as text. */
  title: boolean;
  theme: BarTheme;
  /** A click opens the window; where it opens the menu it must not do both. */
  clickOpens: boolean;
}

/**
 * Whether the menu says when it is open, so that a new one can wait until it is closed. Where it does not, a new one takes
 * the submenus and the clicks from one that is open, and has to be rare.
 */
export function menuTells(platform: TrayPlatform): boolean {
  return platform !== 'linux';
}

/** The one place that knows what each system can do. */
export function trayWays({ platform, primaryScale, largestScale, darkBar, session }: Desktop): TrayWays {
  switch (platform) {
    case 'win32':
      // Windows gets the 1x picture only, whatever else is there; so that one has the screen's own pixels.
      return {
        pictures: [{ px: atLeast(16, Math.round(16 * primaryScale)), scaleFactor: 1 }],
        template: false,
        title: false,
        theme: darkBar ? 'dark' : 'light',
        clickOpens: true,
      };
    case 'darwin':
      return {
        pictures: [
          { px: 18, scaleFactor: 1 },
          { px: 36, scaleFactor: 2 },
        ],
        template: true,
        title: true,
        theme: 'unknown',
        clickOpens: false,
      };
    case 'linux':
      // The largest picture is handed over alone, as pixels. Panels make it smaller, and not all of them larger (Xfce): 48
      // become 16 and 24 in whole steps, and are enough for 32. Plasma's icons are of 22 px.
      return {
        pictures: [
          { px: (/\bKDE\b/.test(session) ? 22 : 48) * atLeast(1, Math.ceil(largestScale)), scaleFactor: 1 },
        ],
        template: false,
        title: false,
        theme: 'unknown',
        clickOpens: true,
      };
  }
}

function atLeast(least: number, value: number): number {
  return Number.isFinite(value) ? Math.max(least, value) : least;
}
