/**
 * `npm run gallery [-- PORT]`: every view and state of the windows in a browser, in light and dark and at any width, with a
 * made-up main process. On loopback alone. The program must have been built.
 */
import { existsSync } from 'node:fs';
import { serveGallery } from './gallery/gallery.ts';

if (!existsSync('out/renderer/index.html')) throw new Error('Nothing is built yet: npm run build.');
const { url } = await serveGallery(Number(process.argv[2] ?? 0));
console.log(`The gallery is at ${url} (Ctrl+C ends it).`);
