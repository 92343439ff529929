import { describe, expect, it } from 'vitest';
import { menuTells, trayWays, type Desktop } from '../../../../src/main/desktop/tray/platform.ts';

const desktop: Desktop = { platform: 'win32', primaryScale: 1, largestScale: 1, darkBar: true, session: '' };
const pixels = (part: Partial<Desktop>) => trayWays({ ...desktop, ...part }).pictures.map(({ px }) => px);

describe('each system', () => {
  it('is asked for no more than it can do', () => {
    const what = (platform: Desktop['platform']) => {
      const { pictures, ...ways } = trayWays({ ...desktop, platform });
      return { ...ways, scales: pictures.map(({ scaleFactor }) => scaleFactor) };
    };
    expect(what('win32')).toEqual({
      scales: [1],
      template: false,
      title: false,
      theme: 'dark',
      clickOpens: true,
    });
    expect(what('darwin')).toEqual({
      scales: [1, 2],
      template: true,
      title: true,
      theme: 'unknown',
      clickOpens: false,
    });
    expect(what('linux')).toEqual({
      scales: [1],
      template: false,
      title: false,
      theme: 'unknown',
      clickOpens: true,
    });
  });

  it('lets its menu say that it is open, but for Linux', () => {
    expect((['win32', 'darwin', 'linux'] as const).map(menuTells)).toEqual([true, true, false]);
  });

  it.each([
    [1, 16],
    [1.25, 20],
    [1.5, 24],
    [1.75, 28],
    [2, 32],
    [3, 48],
    [0, 16],
    [Number.NaN, 16],
  ])('Windows at %d has one picture of %i pixels, whatever other displays have', (primaryScale, px) => {
    expect(pixels({ primaryScale, largestScale: 4 })).toEqual([px]);
  });

  it.each([
    [1, 'GNOME', 48],
    [1, 'XFCE', 48],
    [1.25, 'ubuntu:GNOME', 96],
    [2, '', 96],
    [1, 'KDE', 22],
    [2, 'KDE', 44],
    [-Infinity, '', 48],
  ])('Linux at %d on "%s" has one picture of %i pixels', (largestScale, session, px) => {
    expect(pixels({ platform: 'linux', largestScale, session, primaryScale: 1 })).toEqual([px]);
  });

  it('macOS has the same two everywhere', () => {
    expect(pixels({ platform: 'darwin', primaryScale: 2, largestScale: 2 })).toEqual([18, 36]);
  });

  it('Windows follows its task bar', () => {
    expect(trayWays({ ...desktop, darkBar: false }).theme).toBe('light');
  });
});
