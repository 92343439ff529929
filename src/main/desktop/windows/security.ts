import { app, session, type Session, type WebContents } from 'electron';

/** Called before the app is ready: every window is sandboxed, none may go anywhere or open anything. */
export function lockWindows(): void {
  app.enableSandbox();
  // The policy of a page has no say over WebRTC, which would speak to any address over UDP.
  app.commandLine.appendSwitch('force-webrtc-ip-handling-policy', 'disable_non_proxied_udp');
  app.on('web-contents-created', (_, contents) => lock(contents));
  // Left alone, Electron shows the user's first certificate to any server that asks for one.
  app.on('select-client-certificate', (event, _contents, _url, _certificates, choose) => {
    event.preventDefault();
    choose();
  });
}

function lock(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  const prevent = (event: { preventDefault(): void }) => event.preventDefault();
  // We load the page, and it goes nowhere by itself: not even to another file of ours.
  contents.on('will-navigate', prevent);
  contents.on('will-frame-navigate', prevent);
  contents.on('will-redirect', prevent);
  contents.on('will-attach-webview', prevent);
  // Preventing what would prevent: a page cannot keep its window, or the program, from closing.
  contents.on('will-prevent-unload', prevent);
}

/** Called once the app is ready: no permission, no device, no download, no dictionary from the net. */
export function denyPermissions(of: Session = session.defaultSession): void {
  of.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  of.setPermissionCheckHandler(() => false);
  of.setDevicePermissionHandler(() => false);
  of.setDisplayMediaRequestHandler(null);
  of.setSpellCheckerEnabled(false);
  of.on('will-download', (event) => event.preventDefault());
}
