/** What the page asks of the main process before Chromium may do it. */
export interface Guard {
  openWindow(url: string, name: string, features: string): void;
  /** Whether the app's permission request handler grants it. */
  request(permission: string): Promise<boolean>;
  /** Whether the app's permission check handler grants it. */
  check(permission: string): Promise<boolean>;
}

/**
 * Puts Electron's guards where stock Chromium has its own: windows are not opened but asked for, and permissions are
 * asked of the app before Chromium is asked. Runs in the page's world from its source text, so it stands on its own.
 */
export function installGuards(guard: Guard): void {
  function openWindow(url: string, name: string, features: string): void {
    let address = 'about:blank';
    try {
      address = new URL(url === '' ? 'about:blank' : url, document.baseURI).href;
    } catch {
      // Chromium opens nothing for an address that is none; the guard is still asked, about a blank page.
    }
    guard.openWindow(address, name, features);
  }

  window.open = (url = '', name = '', features = '') => {
    openWindow(String(url), name, features);
    return null;
  };

  const opensAnother = (target: string) => target !== '' && !/^_(?:self|top|parent)$/i.test(target);
  const baseTarget = () => document.querySelector<HTMLBaseElement>('base[target]')?.target ?? '';

  const onClick = (event: MouseEvent) => {
    const link = event
      .composedPath()
      .find((one): one is HTMLAnchorElement => one instanceof HTMLAnchorElement && one.href !== '');
    if (!link || event.defaultPrevented || event.button === 2) return;
    const target = link.target === '' ? baseTarget() : link.target;
    const withKey = event.button === 1 || event.ctrlKey || event.shiftKey || event.metaKey;
    if (!withKey && !opensAnother(target)) return;
    event.preventDefault();
    openWindow(link.href, target === '_blank' ? '' : target, '');
  };
  // In the bubbling phase of the window: the page's own listeners have had their say by then.
  addEventListener('click', onClick);
  addEventListener('auxclick', onClick);
  addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    const target = form.target === '' ? baseTarget() : form.target;
    if (!opensAnother(target)) return;
    event.preventDefault();
    openWindow(form.action, target === '_blank' ? '' : target, '');
  });

  type Asking = (this: unknown, ...given: unknown[]) => unknown;

  /** Replaces a method that returns a promise: the app is asked first, then Chromium, which knows the answer by then. */
  function askFirst(owner: object | undefined, method: string, permission: string): void {
    const methods = owner as Record<string, Asking> | undefined;
    const original = methods?.[method];
    if (!methods || !original) return;
    methods[method] = async function (...given) {
      await guard.request(permission);
      return original.apply(this, given);
    };
  }

  const prototypeOf = (name: string) =>
    (globalThis as unknown as Record<string, { prototype: object } | undefined>)[name]?.prototype;

  askFirst('Notification' in globalThis ? Notification : undefined, 'requestPermission', 'notifications');
  askFirst(prototypeOf('MediaDevices'), 'getUserMedia', 'media');
  askFirst(prototypeOf('Clipboard'), 'read', 'clipboard-read');
  askFirst(prototypeOf('Clipboard'), 'readText', 'clipboard-read');
  askFirst(prototypeOf('Clipboard'), 'write', 'clipboard-sanitized-write');
  askFirst(prototypeOf('Clipboard'), 'writeText', 'clipboard-sanitized-write');
  askFirst(prototypeOf('Navigator'), 'requestMIDIAccess', 'midi');
  askFirst(prototypeOf('Geolocation'), 'getCurrentPosition', 'geolocation');

  const devices = prototypeOf('MediaDevices') as Record<string, Asking> | undefined;
  if (devices) {
    // Chromium would show a picker that headless nobody answers.
    devices['getDisplayMedia'] = async () => {
      await guard.request('display-capture');
      throw new DOMException('Permission denied', 'NotAllowedError');
    };
  }

  const permissions = prototypeOf('Permissions') as Record<string, Asking> | undefined;
  const query = permissions?.['query'];
  if (permissions && query) {
    const named: Record<string, string> = {
      camera: 'media',
      microphone: 'media',
      'clipboard-write': 'clipboard-sanitized-write',
    };
    permissions['query'] = async function (...given) {
      const name = String((given[0] as { name?: unknown } | undefined)?.name);
      await guard.check(named[name] ?? name);
      return query.apply(this, given);
    };
  }
}
