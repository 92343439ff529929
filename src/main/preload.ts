import { contextBridge, ipcRenderer, webUtils } from 'electron';
import {
  CHANNELS,
  EVENT_NAMES,
  type Bridge,
  type Channel,
  type WindowEvents,
} from '../shared/ipc/contracts.ts';
import { HAND_OVER } from '../shared/ipc/imports.ts';

/** The only way out of the window: the channels and events of the contract, nothing of Electron's. */
const bridge: Bridge = {
  invoke(channel: Channel, request: unknown, work?: number) {
    if (!CHANNELS.includes(channel)) return Promise.reject(new Error('There is no such channel.'));
    return ipcRenderer.invoke(channel, request, work);
  },
  async handOver(file) {
    // Empty for what a page has made itself: it can name no path, only pass on what somebody dropped.
    const path = webUtils.getPathForFile(file as File);
    if (path === '') throw new Error('This is no file of the system.');
    return (await ipcRenderer.invoke(HAND_OVER, path)) as Awaited<ReturnType<Bridge['handOver']>>;
  },
  on<E extends keyof WindowEvents>(event: E, listener: (told: WindowEvents[E]) => void) {
    if (!EVENT_NAMES.includes(event)) throw new Error('There is no such event.');
    const forward = (_: unknown, told: WindowEvents[E]) => listener(told);
    ipcRenderer.on(event, forward);
    return () => {
      ipcRenderer.removeListener(event, forward);
    };
  },
};

contextBridge.exposeInMainWorld('glucoglance', Object.freeze(bridge));
