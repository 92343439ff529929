import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { existsSync, globSync, readdirSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import { ROOT } from '../support/runtime.ts';
import { expect, test } from './package-app.ts';

/*
 * Packages the build as `npm run package` does, but around an Electron that is made up, and looks at the result. On Linux
 * alone: there electron-builder changes nothing in the binary but its fuses.
 */
test.skip(process.platform !== 'linux', 'packages are made on Linux here');
// One worker, so that packaging happens once.
test.describe.configure({ mode: 'default' });

const TOP = ['LICENSE', 'assets', 'node_modules', 'out', 'package.json'];

/** What runs in the main process. A new name here wants a reason; a name too many is weight and a way in. */
const PACKAGES = ['better-sqlite3', 'keytar'];

/** Dependencies by their package.json that nothing loads at run time: they build, or are types alone. */
const NOT_AT_RUN_TIME = ['node-addon-api', 'prebuild-install'];

/** Assets that only the packaging or the build reads. */
const FOR_PACKAGING = /^assets\/(icons?[./-](?!256x256)|entitlements|sounds)/;

const LIMIT_BYTES = 8e6;

/** Keytar is optional: without libsecret it is not installed. */
const installed = (name: string) => existsSync(join(ROOT, 'node_modules', name));
/** The language of a file of words. */
const languageOf = (file: string) => (file.endsWith('.json') ? [file.slice(0, -'.json'.length)] : []);
const packageOf = (path: string) => /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(path)?.[1];

test('holds these things and no others', ({ packaged: { files } }) => {
  const assets = globSync('assets/**', { cwd: ROOT, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1))
    .filter((path) => !FOR_PACKAGING.test(path));
  const paths = files.map(({ path }) => path);
  expect(new Set(paths.map((path) => path.split('/')[0]))).toEqual(
    new Set(TOP.filter((name) => name !== 'assets' || assets.length > 0)),
  );
  expect(paths.filter((path) => path.startsWith('assets/')).toSorted()).toEqual(assets.toSorted());
  const packages = new Set(paths.map(packageOf).filter((name) => name !== undefined));
  expect([...packages].toSorted()).toEqual(PACKAGES.filter(installed).toSorted());
});

test('holds the build that the app loads, and no command line', ({ packaged: { files, text } }) => {
  const of = (folder: string) => files.map(({ path }) => path).filter((path) => path.startsWith(folder));
  const main = of('out/main/');
  expect(main.filter((path) => !path.startsWith('out/main/chunks/'))).toEqual([
    'out/main/history-worker.js',
    'out/main/index.js',
    'out/main/understanding-worker.js',
    'out/main/watchdog-worker.js',
  ]);
  // Whatever a file loads is there: another file, or a package. (The command line's chunk would load commander.)
  const loads = main.flatMap((file) =>
    [...text(file).matchAll(/(?:(?<!\.)\bfrom|\bimport)\s*\(?\s*["']([^"'\s]+)["']/g)].map(([, name]) =>
      name!.startsWith('.') ? join(dirname(file), name!) : (/^(@[^/]+\/)?[^/]+/.exec(name!)?.[0] ?? ''),
    ),
  );
  const there = new Set([...main, ...files.map(({ path }) => packageOf(path)), 'electron']);
  expect(loads).toEqual(expect.arrayContaining(['electron', 'better-sqlite3']));
  expect(loads.filter((name) => !there.has(name) && !isBuiltin(name))).toEqual([]);
  expect(of('out/preload/')).toEqual(['out/preload/preload.cjs']);
  expect(of('out/renderer/')).toContain('out/renderer/index.html');
  expect(of('out/').filter((path) => !/^out\/(main|preload|renderer)\//.test(path))).toEqual([
    'out/THIRD-PARTY-NOTICES.txt',
  ]);
});

test('holds no sources, maps, tests or papers', ({ packaged: { files } }) => {
  const unwanted =
    /\.(map|[cm]?ts|tsx|flow|c|cc|cpp|h|hpp|gypi?|sh|ya?ml|bnf)$|\/(tests?|specs?|docs?|examples?|benchmark)\/|\/(readme|changelog|history|security)(\.\w+)?$/i;
  expect(files.map(({ path }) => path).filter((path) => unwanted.test(path))).toEqual([]);
});

test('holds what its packages depend on, and their licences', ({ packaged: { files, text } }) => {
  const names = new Set(files.map(({ path }) => packageOf(path)).filter((name) => name !== undefined));
  const missing = [...names].flatMap((name) => {
    const { dependencies = {} } = JSON.parse(text(`node_modules/${name}/package.json`)) as {
      dependencies?: Record<string, string>;
    };
    return Object.keys(dependencies)
      .filter((other) => !names.has(other) && !NOT_AT_RUN_TIME.includes(other))
      .map((other) => `${name} needs ${other}`);
  });
  expect(missing).toEqual([]);
  const licensed = files.map(({ path }) => /^node_modules\/(.+)\/licen[cs]e(\.\w+)?$/i.exec(path)?.[1]);
  expect([...names].filter((name) => !licensed.includes(name))).toEqual([]);
});

test('holds the native modules of this platform, outside the archive, and nothing else there', ({
  packaged,
}) => {
  const native = [
    `node_modules/better-sqlite3/prebuilds/linux-${process.arch}.node`,
    ...(installed('keytar') ? ['node_modules/keytar/build/Release/keytar.node'] : []),
  ];
  const paths = (files: typeof packaged.files) => files.map(({ path }) => path).toSorted();
  expect(paths(packaged.files.filter(({ path }) => path.endsWith('.node')))).toEqual(native);
  expect(paths(packaged.files.filter(({ unpacked }) => unpacked))).toEqual(native);
  const beside = join(packaged.folder, 'resources/app.asar.unpacked');
  const there = readdirSync(beside, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  expect(there.map((one) => join(one.parentPath, one.name).slice(beside.length + 1)).toSorted()).toEqual(
    native,
  );
});

test('is small', ({ packaged: { files } }) => {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  test.info().annotations.push({ type: 'bytes', description: String(total) });
  expect(total).toBeLessThan(LIMIT_BYTES);
});

test('says who it is, and how to start', ({ packaged: { text } }) => {
  const manifest = JSON.parse(text('package.json')) as Record<string, unknown>;
  expect(manifest).toMatchObject({
    name: 'glucoglance',
    productName: 'Glucoglance',
    main: 'out/main/index.js',
  });
  expect(Object.keys(manifest)).not.toContain('devDependencies');
  expect(Object.keys(manifest)).not.toContain('scripts');
});

test('has its fuses flipped, and the languages that the program speaks', async ({ packaged: { folder } }) => {
  const wire = await getCurrentFuseWire(join(folder, 'glucoglance'));
  const on = (fuse: FuseV1Options) => String.fromCharCode(wire[fuse] ?? 0) === '1';
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    nodeCliInspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyFromAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    cookieEncryption: true,
    nodeOptions: false,
    nodeCliInspect: false,
    asarIntegrity: true,
    onlyFromAsar: true,
    fileProtocol: false,
  });
  expect(readdirSync(join(folder, 'locales')).toSorted()).toEqual(
    ['en-US', ...readdirSync(join(ROOT, 'src/shared/messages')).flatMap(languageOf)]
      .map((tag) => `${tag === 'en' ? 'en-GB' : tag}.pak`)
      .toSorted(),
  );
});

test('starts from inside its archive, its threads too', async ({ packaged, launch, folder }) => {
  const { app } = await launch({ app: packaged.archive, env: packaged.env });
  const page = await app.firstWindow();
  await page.getByRole('button', { name: 'Try it with demo data' }).click();
  const person = page.getByRole('article', { name: 'Ada Lindqvist' });
  await expect(person.locator('.number')).toHaveText(/^\d{2,3}$/);
  expect(await app.evaluate((electron) => electron.app.isPackaged)).toBe(true);
  expect(await app.evaluate((electron) => electron.app.getAppPath())).toBe(packaged.archive);
  // Answered by the thread, whose file and native module lie in the archive and beside it.
  const part = await page.evaluate(async () => {
    const { state } = await window.glucoglance.invoke('snapshot:read', undefined);
    const { patientId } = state!.people[0]!.person;
    const to = Date.now();
    const asked = await window.glucoglance.invoke('chart:part', { patientId, from: to - 3600_000, to });
    return asked.ok ? asked.value.columns.at.length : asked;
  });
  expect(part).toBeGreaterThan(0);

  // As do the licences, which the window shows.
  const licences = await page.evaluate(() => window.glucoglance.invoke('licences:read', undefined));
  expect(licences.ok && licences.value).toMatch(/^preact \d/m);

  // And so is the one in which a file is understood.
  const path = join(folder, 'export.csv');
  const columns = ','.repeat(13);
  const rows = ['10:00', '10:15'].map((time) => `LibreLink,1,2025-11-01 ${time},0,100,${columns}`);
  const header = `Device,Serial Number,Device Timestamp,Record Type,Historic Glucose mg/dL,Scan Glucose${columns}`;
  writeFileSync(path, ['Glucose Data', header, ...rows].join('\n'));
  await app.evaluate(({ dialog }, given) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [given] });
  }, path);
  const looked = await page.evaluate(async () => {
    const { glucoglance } = window;
    const { state } = await glucoglance.invoke('snapshot:read', undefined);
    const { patientId } = state!.people[0]!.person;
    const chosen = await glucoglance.invoke('imports:choose', undefined);
    if (!chosen.ok) return chosen;
    const given = { patientId, unit: null, dateOrder: null, zone: 'Europe/Berlin', scans: false };
    const found = await glucoglance.invoke('imports:look', { file: chosen.value!.file, given });
    return found.ok && found.value.is === 'file' ? found.value.would.inserted : found;
  });
  expect(looked).toBe(2);
});
