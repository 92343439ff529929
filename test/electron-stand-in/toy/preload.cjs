const { contextBridge, ipcRenderer } = require('electron');

let absent = '';
try {
  require('node:fs');
} catch (error) {
  absent = error.message;
}

contextBridge.exposeInMainWorld('toy', {
  invoke: (channel, ...given) => ipcRenderer.invoke(channel, ...given),
  send: (channel, ...given) => ipcRenderer.send(channel, ...given),
  onMessage(listener) {
    const forward = (_event, ...given) => listener(...given);
    ipcRenderer.on('message', forward);
    return () => void ipcRenderer.off('message', forward);
  },
  double: (value) => value * 2,
  later: async (value) => {
    if (value === 'never') throw new Error('never');
    return { value };
  },
  apply: (callback, value) => callback(value),
  throwing() {
    throw new RangeError('out of range');
  },
  facts: { absent, sandboxed: process.sandboxed, nested: { list: [1, 2] } },
});
globalThis.preloadSecret = 'not for the page';
