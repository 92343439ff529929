import { beforeEach, expect, it, vi } from 'vitest';
import { setApplicationMenu } from '../../../../src/main/desktop/windows/application-menu.ts';

interface Item {
  role?: string;
  label?: string;
  submenu?: Item[];
  click?: () => void;
}

const menus = vi.hoisted(() => [] as (Item[] | null)[]);
vi.mock('electron', () => ({
  Menu: {
    buildFromTemplate: (items: Item[]) => items,
    setApplicationMenu: (menu: Item[] | null) => menus.push(menu),
  },
}));

beforeEach(() => void menus.splice(0));

it('on macOS closes windows, copies and quits by the usual keys', () => {
  let quits = 0;
  setApplicationMenu('darwin', () => quits++);
  const [program, ...others] = menus[0]!;
  expect(others.map(({ role }) => role)).toEqual(['fileMenu', 'editMenu', 'windowMenu']);
  program!.submenu!.at(-1)!.click!();
  expect(quits).toBe(1);
});

it.each(['win32', 'linux'] as const)('on %s there is none', (platform) => {
  setApplicationMenu(platform, () => {});
  expect(menus).toEqual([null]);
});
