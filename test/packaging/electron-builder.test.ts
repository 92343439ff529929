import { getConfig, validateConfiguration } from 'app-builder-lib/out/util/config/config.js';
import { DebugLogger } from 'builder-util';
import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DEPENDS } from '../../scripts/package/linux/deb.ts';

const ROOT = resolve(import.meta.dirname, '../..');
const config = await getConfig(ROOT, join(ROOT, 'electron-builder.yml'), null);
const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, unknown>;

const validate = (changed: object) =>
  validateConfiguration({ ...config, ...changed }, new DebugLogger(false));

/** Width of a PNG, from its header. */
const width = (path: string) => readFileSync(path).readUInt32BE(16);

describe('electron-builder.yml', () => {
  it('is what this electron-builder understands', async () => {
    await expect(validate({})).resolves.toBeUndefined();
  });

  it.each([
    ['at the top', { asarUnpak: ['**/*.node'] }, /unknown property 'asarUnpak'/],
    ['of a system', { linux: { ...config.linux, syncDesktopNames: true } }, /configuration\.linux/],
    [
      'of a fuse',
      { electronFuses: { ...config.electronFuses, runAsNod: false } },
      /configuration\.electronFuses/,
    ],
  ])('would not pass with a slip in the name %s', async (_, slip, named) => {
    await expect(validate(slip)).rejects.toThrow(named);
  });

  it('sets the fuses', () => {
    expect(config.electronFuses).toEqual({
      runAsNode: false,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableCookieEncryption: true,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      grantFileProtocolExtraPrivileges: false,
      resetAdHocDarwinSignature: true,
    });
  });

  it('goes by the id that the program tells Windows', () => {
    const said = readdirSync(join(ROOT, 'src/main'), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => readFileSync(join(ROOT, 'src/main', name), 'utf8'))
      .flatMap((text) => [...text.matchAll(/setAppUserModelId\('([^']+)'\)/g)].map((match) => match[1]));
    expect(said).toEqual([config.appId]);
  });

  it('names the desktop file as package.json does, or Wayland cannot match window and icon', () => {
    expect(config.linux?.syncDesktopName).toBe(true);
    expect(manifest['desktopName']).toBe(`${config.linux?.executableName}.desktop`);
    expect(manifest['productName']).toBe(config.productName);
  });

  it('publishes nothing and keeps what the person recorded', () => {
    expect(config.publish).toBeNull();
    expect(config.nsis).toMatchObject({ perMachine: false, deleteAppDataOnUninstall: false });
  });

  it('leaves the .deb to us, which depends on the same', () => {
    const scheme = JSON.parse(
      readFileSync(join(ROOT, 'node_modules/app-builder-lib/scheme.json'), 'utf8'),
    ) as { definitions: { DebOptions: { properties: { depends: { default: string[] } } } } };
    const usual = scheme.definitions.DebOptions.properties.depends.default;
    expect(new Set(DEPENDS)).toEqual(new Set([...usual, 'libsecret-1-0']));
  });
});

describe('the files that packaging names', () => {
  const patterns = (config.files as { filter: string[] }[]).flatMap(({ filter }) => filter);
  const wanted = patterns.filter((pattern) => !pattern.startsWith('!'));
  const built = existsSync(join(ROOT, 'out/main/index.js'));

  it('are looked at', () => expect(wanted.length).toBeGreaterThan(5));

  it.each(wanted)('%s is there', (pattern) => {
    if (pattern.startsWith('out/') && !built) return;
    expect(globSync(pattern, { cwd: ROOT })).not.toEqual([]);
  });

  it('include icons of the sizes that each system asks for', () => {
    const assets = join(ROOT, 'assets');
    expect(width(join(assets, config.mac?.icon as string))).toBe(1024);
    for (const name of readdirSync(join(assets, config.linux?.icon as string))) {
      expect(name).toBe(`${width(join(assets, 'icons', name))}x${width(join(assets, 'icons', name))}.png`);
    }
    const ico = readFileSync(join(assets, config.win?.icon as string));
    const pictures = Array.from({ length: ico.readUInt16LE(4) }, (_, index) => {
      const entry = 6 + 16 * index;
      const offset = ico.readUInt32LE(entry + 12);
      const size = ico.readUInt32BE(offset + 16);
      expect(ico.subarray(offset + 1, offset + 4).toString()).toBe('PNG');
      expect(ico.readUInt8(entry)).toBe(size % 256);
      return size;
    });
    expect(pictures).toEqual([16, 20, 24, 32, 40, 48, 64, 256]);
    expect(existsSync(join(ROOT, config.mac?.entitlements as string))).toBe(true);
  });
});
