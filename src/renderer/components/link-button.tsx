import type { LinkKey } from '../../shared/ipc/windows.ts';
import { act } from '../acts.ts';

/** Opens a page of the web, one of the few that main knows, in the browser. */
export function LinkButton({ link, label }: { link: LinkKey; label: string }) {
  return (
    <button type="button" class="link" onClick={() => void act('link:open', { link })}>
      {label}
    </button>
  );
}
