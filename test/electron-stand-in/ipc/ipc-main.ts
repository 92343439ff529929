import { strictEmitter } from '../provided.ts';

type Handler = Parameters<Electron.IpcMain['handle']>[1];

export class IpcMain
  extends strictEmitter('ipcMain')
  implements Pick<Electron.IpcMain, 'handle' | 'handleOnce' | 'removeHandler'>
{
  readonly #handlers = new Map<string, Handler>();

  handle(channel: string, handler: Handler): void {
    if (this.#handlers.has(channel))
      throw new Error(`Attempted to register a second handler for '${channel}'`);
    this.#handlers.set(channel, handler);
  }

  handleOnce(channel: string, handler: Handler): void {
    this.handle(channel, (event, ...given: unknown[]) => {
      this.removeHandler(channel);
      return handler(event, ...given);
    });
  }

  removeHandler(channel: string): void {
    this.#handlers.delete(channel);
  }

  /** For the windows: what the app answers to `ipcRenderer.invoke`. */
  async answer(channel: string, event: Electron.IpcMainInvokeEvent, given: unknown[]): Promise<unknown> {
    const handler = this.#handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    try {
      return (await handler(event, ...given)) as unknown;
    } catch (error) {
      console.error(`Error occurred in handler for '${channel}':`, error);
      throw error;
    }
  }
}

export const ipcMain = new IpcMain();
