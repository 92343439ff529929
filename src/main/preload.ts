import { contextBridge, ipcRenderer } from 'electron';
import { CHANNELS, SNAPSHOT_EVENT, type Bridge, type Channel, type Snapshot } from '../shared/ipc.ts';

/** The only way out of the window: the channels of the contract, nothing of Electron's. */
const bridge: Bridge = {
  invoke(channel: Channel, request: unknown) {
    if (!CHANNELS.includes(channel)) return Promise.reject(new Error('There is no such channel.'));
    return ipcRenderer.invoke(channel, request);
  },
  onSnapshot(listener) {
    const forward = (_: unknown, snapshot: Snapshot) => listener(snapshot);
    ipcRenderer.on(SNAPSHOT_EVENT, forward);
    return () => {
      ipcRenderer.removeListener(SNAPSHOT_EVENT, forward);
    };
  },
};

contextBridge.exposeInMainWorld('glucoglance', Object.freeze(bridge));
