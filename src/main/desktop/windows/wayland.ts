/**
 * Whether windows are shown by Wayland, where a program cannot put a window in front of others, nor learn that it is
 * covered: only a window that is shown anew comes to the front.
 */
export function isWayland(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): boolean {
  if (platform !== 'linux') return false;
  return env['XDG_SESSION_TYPE'] === 'wayland' || Boolean(env['WAYLAND_DISPLAY']);
}
