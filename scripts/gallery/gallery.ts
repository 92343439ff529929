import { join } from 'node:path';
import { build } from 'vite';
import { CONTENT_SECURITY_POLICY } from '../../src/main/desktop/windows/app-address.ts';
import { GROUPS, type Entry } from './catalogue.ts';
import { builtWindows, serve, type Answer, type Served } from './serve.ts';

const PAGE = join(import.meta.dirname, 'page');
/** As the windows are served, but that one page of ours may frame the others. */
const GALLERY_POLICY = `${CONTENT_SECURITY_POLICY}; frame-src 'self'`;
const SCENE_POLICY = CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors 'self'");

const entries = new Map(GROUPS.flatMap((group) => group.entries).map((entry) => [entry.id, entry]));

/**
 * Serves the gallery at `/`, and each scene at `/scenes/<id>/`: the built window with a made-up main process in it. The
 * windows are read anew for each scene, so that one that was built meanwhile is shown.
 */
export async function serveGallery(port = 0): Promise<Served> {
  const page = await builtPage();
  return serve(async (path): Promise<Answer | null> => {
    const [, id = '', file = ''] = /^\/scenes\/([^/]+)(\/.+)$/.exec(path) ?? [];
    if (id === '') {
      const body = page.get(path.slice(1));
      return body === undefined ? null : { body, policy: GALLERY_POLICY };
    }
    const entry = entries.get(decodeURIComponent(id));
    if (!entry) return null;
    if (file === '/index.html') return { body: await sceneHtml(entry), policy: SCENE_POLICY };
    const body = builtWindows().get(file);
    return body ? { body } : null;
  }, port);
}

/** The window's own page, with the scene and what plays it before everything else. */
async function sceneHtml(entry: Entry): Promise<string> {
  const html = builtWindows().get(`/${entry.window}.html`)!.toString();
  const scene = forHtml(await entry.open());
  return html.replace(
    '<head>',
    () =>
      `<head>\n<script type="application/json" id="scene">${scene}</script>\n<script type="module" src="/scene.js"></script>`,
  );
}

const forHtml = (value: unknown): string => JSON.stringify(value).replaceAll('<', '\\u003c');

/** The gallery's page and the script that plays a scene, by their names. */
async function builtPage(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const result = await build({
    root: PAGE,
    configFile: false,
    logLevel: 'error',
    base: './',
    build: {
      write: false,
      target: 'esnext',
      rolldownOptions: {
        input: { index: join(PAGE, 'index.html'), scene: join(PAGE, 'scene.ts') },
        output: {
          entryFileNames: '[name].js',
          chunkFileNames: '[name].js',
          assetFileNames: '[name][extname]',
        },
      },
    },
  });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const files = new Map(outputs.map((one) => [one.fileName, one.type === 'chunk' ? one.code : one.source]));
  const listed = GROUPS.map(({ title, entries: own }) => ({
    title,
    entries: own.map(({ label, id, size }) => ({ title, label, id, size })),
  }));
  const html = String(files.get('index.html'));
  return files.set(
    'index.html',
    html.replace('"GROUPS"', () => forHtml(listed)),
  );
}
