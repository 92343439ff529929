import { expect, it } from 'vitest';
import { isWayland } from '../../../../src/main/desktop/windows/wayland.ts';

it.each([
  ['linux', { XDG_SESSION_TYPE: 'wayland' }, true],
  ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
  ['linux', { XDG_SESSION_TYPE: 'x11', WAYLAND_DISPLAY: '' }, false],
  ['linux', {}, false],
  // Such a variable may come from elsewhere, as into WSL.
  ['win32', { WAYLAND_DISPLAY: 'wayland-0' }, false],
  ['darwin', { XDG_SESSION_TYPE: 'wayland' }, false],
] as const)('%s with %j', (platform, env, is) => {
  expect(isWayland(platform, env)).toBe(is);
});
