import { app, session, type Session, type WebContents } from 'electron';
import { APP_ORIGIN } from './app-address.ts';

/** Called before the app is ready: every window is sandboxed, none may go anywhere or open anything. */
export function lockWindows(): void {
  app.enableSandbox();
  app.on('web-contents-created', (_, contents) => lock(contents));
}

function lock(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const stay = (event: { preventDefault(): void; url: string }) => {
    if (!event.url.startsWith(`${APP_ORIGIN}/`)) event.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
}

/** Called once the app is ready: no permission, no device, no download. */
export function denyPermissions(of: Session = session.defaultSession): void {
  of.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  of.setPermissionCheckHandler(() => false);
  of.setDevicePermissionHandler(() => false);
  of.setDisplayMediaRequestHandler(null);
  of.on('will-download', (event) => event.preventDefault());
}
