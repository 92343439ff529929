import { statSync } from 'node:fs';
import { basename } from 'node:path';
import type { Command, Parameters } from '../chromium/connection.ts';
import { strict } from '../provided.ts';
import type { PageSession } from './page-session.ts';

/**
 * Commands of Chromium's own protocol, as `webContents.debugger` gives them. A preload asks `webUtils` at once where a file
 * that was dropped is, so it is told before the drop.
 */
export function debuggerOf(page: PageSession): Electron.Debugger {
  let isAttached = false;
  const provided = {
    attach: () => void (isAttached = true),
    detach: () => void (isAttached = false),
    isAttached: () => isAttached,
    async sendCommand(method: string, parameters: { data?: { files?: string[] } } = {}): Promise<unknown> {
      if (!isAttached) throw new Error('No target available');
      await page.attached;
      const paths = method === 'Input.dispatchDragEvent' ? (parameters.data?.files ?? []) : [];
      if (paths.length > 0) {
        const files = paths.map((path) => {
          const { size, mtimeMs } = statSync(path);
          return { name: basename(path), size, lastModified: Math.floor(mtimeMs), path };
        });
        await page.tell({ kind: 'files', files });
      }
      return page.send(method as Command, parameters as Parameters<Command>);
    },
  };
  return strict('debugger', provided) as unknown as Electron.Debugger;
}
