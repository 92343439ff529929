import { preventable } from '../preventable.ts';
import { fromChromium } from '../session/schemes.ts';
import { standIn } from '../stand-in.ts';
import type { WebContents } from './web-contents.ts';

/** Asks the app's listeners, as Electron does: first for any frame, then for the main frame. */
export function mayNavigate(
  contents: WebContents,
  kind: 'navigate' | 'redirect',
  url: string,
  frameId: string,
): boolean {
  const { frames } = contents.page;
  const isMainFrame = frameId === frames.mainId;
  const frame = frames.at(frameId, isMainFrame ? undefined : frames.mainId);
  const details = { url, isMainFrame, isSameDocument: false, frame, initiator: frame };
  const events = kind === 'redirect' ? ['will-redirect'] : ['will-frame-navigate', 'will-navigate'];
  const allowed = events
    .filter((name) => isMainFrame || name !== 'will-navigate')
    .every((name) => {
      const event = preventable(details);
      contents.emit(name, event, url, false, isMainFrame);
      return !event.defaultPrevented;
    });
  standIn.navigations.push({ kind, url, allowed });
  return allowed;
}

/** Asks the app about a window that the page wants, and opens it where it may. */
export function openWindow(contents: WebContents, given: string, frameName: string, features: string): void {
  const url = fromChromium(given);
  const response = contents.decideOpening?.({
    url,
    frameName,
    features,
    disposition: 'foreground-tab',
    referrer: { url: contents.getURL(), policy: 'strict-origin-when-cross-origin' },
  });
  const allowed = response?.action !== 'deny';
  standIn.navigations.push({ kind: 'window-open', url, allowed });
  if (!allowed) return;
  contents.owner.open(url, (response?.action === 'allow' && response.overrideBrowserWindowOptions) || {});
}
