import { ipcMain } from '../ipc/ipc-main.ts';
import type { FromPage } from '../page/isolated-world.ts';
import { preventable } from '../preventable.ts';
import { askPermission } from '../session/permissions.ts';
import { standIn } from '../stand-in.ts';
import type { Frame } from './frames.ts';
import { openWindow } from './navigation.ts';
import type { WebContents } from './web-contents.ts';

/** Takes what a page says and answers where it asks. `context` is the world in the frame that said it. */
export async function hear(contents: WebContents, message: FromPage, context: number): Promise<void> {
  const frame = contents.page.frames.ofContext(context);
  switch (message.kind) {
    case 'invoke':
      await answer(contents, message, context, frame);
      return;
    case 'send': {
      const event = preventable({
        ...sender(contents, frame),
        ports: [],
        reply: (channel: string, ...given: unknown[]) => contents.send(channel, ...given),
      });
      contents.emit('ipc-message', event, message.channel, ...message.given);
      ipcMain.emit(message.channel, event, ...message.given);
      return;
    }
    case 'permission': {
      const { permission, asked } = message;
      const { url, origin } = frame ?? { url: '', origin: '' };
      const value = await askPermission({ contents, permission, asked, url, origin });
      await contents.page.tell({ kind: 'answer', id: message.id, value }, context);
      return;
    }
    case 'open-window':
      openWindow(contents, message.url, message.name, message.features);
      return;
    case 'preload-error':
      standIn.preloadErrors.push(message.error);
      console.error('stand-in: the preload script failed:', message.error);
      contents.emit('preload-error', preventable({}), '', message.error);
      return;
    default:
      message satisfies never;
  }
}

function sender(contents: WebContents, frame: Frame | null) {
  return { type: 'frame' as const, sender: contents, senderFrame: frame, frameId: 1, processId: 1 };
}

const words = (error: unknown) =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

async function answer(
  contents: WebContents,
  { id, channel, given }: Extract<FromPage, { kind: 'invoke' }>,
  context: number,
  frame: Frame | null,
): Promise<void> {
  try {
    const event = preventable(sender(contents, frame)) as unknown as Electron.IpcMainInvokeEvent;
    const value = await ipcMain.answer(channel, event, given);
    await contents.page.tell({ kind: 'answer', id, value }, context);
  } catch (error) {
    const message = `Error invoking remote method '${channel}': ${words(error)}`;
    await contents.page.tell({ kind: 'failure', id, message }, context);
  }
}
