// An Electron app that does nothing but show a page: what any start costs.
import { app, BrowserWindow, protocol } from 'electron';

const PAGE = '<!doctype html><title>Empty</title><p id="value">117</p>';

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
void app.whenReady().then(() => {
  protocol.handle('app', () => new Response(PAGE, { headers: { 'content-type': 'text/html' } }));
  const window = new BrowserWindow({ webPreferences: { sandbox: true, contextIsolation: true } });
  return window.loadURL('app://empty/index.html');
});
