/**
 * A small app for the stand-in's own specs: one window with a preload, a tray, handlers that answer, and a diary of the
 * app's events in `diary.txt`, which outlives the process.
 */
import { app, BrowserWindow, ipcMain, Menu, nativeImage, net, protocol, session, Tray } from 'electron';
import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; frame-src 'self'; frame-ancestors 'self'";
const TYPES: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.bin': 'application/zip',
};

const has = (name: string) => process.argv.includes(`--${name}`);

function note(line: string): void {
  appendFileSync(join(app.getPath('userData'), 'diary.txt'), `${line}\n`);
}

function keepDiary(): void {
  const names = [
    'will-finish-launching',
    'ready',
    'before-quit',
    'will-quit',
    'activate',
    'browser-window-created',
  ];
  for (const name of names) app.on(name as 'ready', () => note(name));
  app.on('quit', (_event, code) => note(`quit ${code}`));
  if (has('stay')) app.on('window-all-closed', () => note('window-all-closed'));
  app.on('second-instance', (_event, argv, folder, data) => {
    note(`second-instance ${JSON.stringify({ argv: argv.slice(2), folder, data })}`);
  });
}

async function serve({ url }: Request): Promise<Response> {
  const { pathname } = new URL(url);
  if (pathname === '/moved') return new Response(null, { status: 302, headers: { location: '/other.html' } });
  const name = pathname.slice(1);
  try {
    const content = await readFile(join(import.meta.dirname, 'page', name));
    const headers = new Headers({ 'content-type': TYPES[extname(name)] ?? 'text/plain' });
    headers.set('content-security-policy', POLICY);
    if (name.endsWith('.bin')) headers.set('content-disposition', 'attachment; filename="file.bin"');
    return new Response(content, { headers });
  } catch {
    return new Response('not found', { status: 404 });
  }
}

function answerPages(): void {
  ipcMain.handle('echo', (_event, value: unknown) => value);
  ipcMain.handle('fail', (_event, kind: string) => {
    if (kind === 'function') return () => {};
    throw new TypeError('not like this');
  });
  ipcMain.handle('sender', ({ senderFrame, sender }) => ({
    url: senderFrame?.url,
    origin: senderFrame?.origin,
    top: senderFrame?.parent === null,
    contents: sender.getURL(),
  }));
  ipcMain.on('note', (_event, text: string) => note(`note ${text}`));
}

function createWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 640,
    height: 480,
    show: false,
    webPreferences: { preload: join(import.meta.dirname, 'preload.cjs') },
  });
  window.once('ready-to-show', () => window.show());
  window.on('close', (event) => {
    note('close');
    if (has('hide')) {
      event.preventDefault();
      window.hide();
    }
  });
  window.on('closed', () => note('closed'));
  void window.loadURL('app://toy/index.html');
  return window;
}

function start(): void {
  protocol.handle('app', serve);
  answerPages();
  if (!has('open')) {
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
    session.defaultSession.setPermissionCheckHandler(() => false);
    session.defaultSession.on('will-download', (event) => event.preventDefault());
  }
  const tray = new Tray(nativeImage.createFromDataURL(PIXEL));
  tray.setToolTip('a toy');
  tray.setContextMenu(
    Menu.buildFromTemplate([
      { label: 'Open', click: () => BrowserWindow.getAllWindows()[0]?.show() },
      { label: 'Loud', type: 'checkbox', click: ({ checked }) => note(`loud ${checked}`) },
      { type: 'separator' },
      { label: 'More', submenu: [{ label: 'Deep', click: () => note('deep') }] },
      { label: 'Never', enabled: false },
      { label: 'Quit', role: 'quit' },
    ]),
  );
  createWindow();
}

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
]);
keepDiary();
if (!has('open')) {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event) => event.preventDefault());
    contents.on('will-redirect', (event) => event.preventDefault());
  });
}
if (app.requestSingleInstanceLock({ from: process.pid })) {
  void app.whenReady().then(start);
} else {
  note('refused');
  app.quit();
}
// Kept reachable for the specs, which run their code in this process.
Object.assign(globalThis, { toy: { createWindow, note, net } });
