import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { filesIn } from '../../scripts/package/linux/files-in.ts';
import { launcherWords } from '../../scripts/package/linux/words.ts';
import { makeLinuxPackages, projectIdentity } from '../../scripts/package/packages.ts';
import { temporaryDirectory } from '../support/run-cli.ts';

/*
 * The packages for Linux, made of a program that is made up: what they carry beside it, that the systems' own tools
 * understand it, and that each puts the same files into a computer. test/e2e/package starts a real one that dpkg has
 * installed.
 */
const ROOT = resolve(import.meta.dirname, '../..');
const BUILT = existsSync(join(ROOT, 'out/THIRD-PARTY-NOTICES.txt'));
const has = (tool: string) => spawnSync('sh', ['-c', `command -v ${tool}`]).status === 0;
const TOOLS = ['dpkg-deb', 'rpmbuild', 'mksquashfs', 'appstreamcli', 'desktop-file-validate'];
const missing = TOOLS.filter((tool) => !has(tool));
// On CI a tool that is missing is a failure, not a skip.
const canPackage = process.platform === 'linux' && (missing.length === 0 || process.env['CI'] !== undefined);

const identity = { ...projectIdentity(), version: '0.2.0-beta.1', date: '2026-11-30' };
/** Of an AppImage: what mounts what is behind it, and starts that. */
const RUNTIME = Buffer.from('#!/bin/sh\necho "made up"\nexit\n');
let folder: string;
let made: ReturnType<typeof makeLinuxPackages>;
/** What each package puts into a computer, unpacked. */
let installed: string;

beforeAll(() => {
  if (!canPackage || !BUILT) return;
  folder = temporaryDirectory();
  const program = join(folder, 'program');
  mkdirSync(join(program, 'resources'), { recursive: true });
  writeFileSync(join(program, 'glucoglance'), '#!/bin/sh\necho "the desktop: $*"\n', { mode: 0o755 });
  writeFileSync(join(program, 'chrome-sandbox'), 'made up', { mode: 0o755 });
  writeFileSync(join(program, 'resources/app.asar'), 'made up');
  made = makeLinuxPackages(program, folder, identity, RUNTIME);
  installed = join(folder, 'installed');
  execFileSync('dpkg-deb', ['--extract', made.deb, installed]);
});

const output = (tool: string, ...args: string[]) => execFileSync(tool, args, { encoding: 'utf8' });
const text = (path: string) => readFileSync(join(installed, path), 'utf8');

describe.skipIf(!canPackage || !BUILT)(
  `packages for Linux (need a build; missing: ${missing.join() || 'nothing'})`,
  () => {
    it('say who they are: deb', () => {
      const field = (name: string) => output('dpkg-deb', '--field', made.deb, name).trim();
      expect(field('Version')).toBe('0.2.0~beta.1');
      expect(spawnSync('dpkg', ['--compare-versions', field('Version'), 'lt', '0.2.0']).status).toBe(0);
      expect(field('Architecture')).toBe(process.arch === 'x64' ? 'amd64' : process.arch);
      expect(field('Depends')).toContain('libsecret-1-0');
      expect(field('Homepage')).toBe('');
      expect(Number(field('Installed-Size'))).toBeGreaterThan(50);
      // What runs at installation could fail there: nothing does.
      expect(output('dpkg-deb', '--ctrl-tarfile', made.deb).match(/\b(pre|post)(inst|rm)\b/)).toBeNull();
    });

    it('say who they are: rpm', () => {
      const query = (format: string) => output('rpm', '-qp', '--queryformat', format, made.rpm);
      expect(query('%{NAME} %{VERSION}-%{RELEASE} %{LICENSE}')).toBe('glucoglance 0.2.0~beta.1-1 MIT');
      expect(output('rpm', '-qp', '--requires', made.rpm)).toContain('libsecret');
      expect(output('rpm', '-qp', '--scripts', made.rpm)).toBe('');
    });

    it('put the same files into a computer', () => {
      const ofRpm = output('rpm', '-qpl', made.rpm).trim().split('\n');
      const ofDeb = filesIn(installed).map(({ path }) => `/${path}`);
      expect(ofDeb.filter((path) => !ofRpm.includes(path))).toEqual([]);
      const folders = ofRpm.filter((path) => !ofDeb.includes(path));
      expect(folders).toEqual(['/opt/Glucoglance', '/opt/Glucoglance/resources']);
      const ofTar = output('tar', '-tzf', made.tar)
        .trim()
        .split('\n')
        .filter((path) => !path.endsWith('/'));
      expect(
        ofTar.map((path) => path.replace('Glucoglance-0.2.0-beta.1', '/opt/Glucoglance')).toSorted(),
      ).toEqual(ofDeb.filter((path) => path.startsWith('/opt/')));
      const sums = join(folder, 'control');
      execFileSync('dpkg-deb', ['--control', made.deb, sums]);
      expect(
        spawnSync('md5sum', ['--check', '--quiet', join(sums, 'md5sums')], { cwd: installed }).status,
      ).toBe(0);
    });

    it('give the sandbox the rights that it needs, and all to root', () => {
      const sandbox = /-rwsr-xr-x +(?:1 )?root[ /]root .*chrome-sandbox/;
      expect(output('dpkg-deb', '--contents', made.deb)).toMatch(sandbox);
      expect(output('rpm', '-qplv', made.rpm)).toMatch(/-rwsr-xr-x +1 +root +root .*chrome-sandbox/);
      // Whoever unpacks an archive in their home is not root.
      expect(output('tar', '-tvzf', made.tar)).toMatch(/-rwxr-xr-x .*chrome-sandbox/);
    });

    it('carry a launcher entry that desktops understand, in every language', () => {
      const path = join(installed, 'usr/share/applications/glucoglance.desktop');
      expect(output('desktop-file-validate', path)).toBe('');
      const entry = text('usr/share/applications/glucoglance.desktop');
      for (const [tag, { summary }] of launcherWords())
        expect(entry).toContain(`\nComment${tag === 'en' ? '' : `[${tag}]`}=${summary}\n`);
      expect(entry).toContain(
        '\nName[de]=Einstellungen\nExec=/opt/Glucoglance/glucoglance --page=settings\n',
      );
      expect(entry).toMatch(/^Keywords\[de\]=.*Blutzucker;/m);
    });

    it('carry metainfo that AppStream understands, with what must be said', () => {
      const path = `usr/share/metainfo/${identity.id}.metainfo.xml`;
      const { stdout, status } = spawnSync('appstreamcli', ['validate', '--no-net', join(installed, path)], {
        encoding: 'utf8',
      });
      expect(stdout).toMatch(/[Vv]alidation was successful/);
      expect(status).toBe(0);
      const said = text(path);
      expect(said).toContain('Dosing decisions should not be made based on this device.');
      expect(said).toContain('<release version="0.2.0-beta.1" date="2026-11-30" />');
      // No address that nobody owns.
      expect(said.match(/https?:/)).toBeNull();
    });

    it('carry our licence and those of what comes with it', () => {
      const copyright = text('usr/share/doc/glucoglance/copyright');
      expect(copyright).toContain('MIT License');
      expect(copyright).toMatch(/^preact \d/m);
    });

    describe('the command that comes with the desktop', () => {
      const run = (args: string[], environment: Record<string, string> = {}) =>
        spawnSync(join(installed, 'usr/bin/glucoglance'), args, {
          encoding: 'utf8',
          env: { PATH: '/usr/bin:/bin', HOME: folder, ...environment },
        });

      it('alone starts it', () => {
        expect(run([])).toMatchObject({ stdout: 'the desktop: \n', status: 0 });
      });

      it('hands what is behind it to the command line where that is installed', () => {
        const bin = join(folder, 'bin');
        mkdirSync(bin);
        writeFileSync(join(bin, 'cli.mjs'), '#!/bin/sh\necho "the command line: $*"\nexit 5\n');
        chmodSync(join(bin, 'cli.mjs'), 0o755);
        symlinkSync('cli.mjs', join(bin, 'glucoglance'));
        // Itself on the way is none.
        const path = `${join(installed, 'usr/bin')}:${bin}:/usr/bin:/bin`;
        const handed = run(['status', '--lang', 'a b'], { PATH: path });
        expect(handed).toMatchObject({ stdout: 'the command line: status --lang a b\n', status: 5 });
      });

      it.each([
        ['en', {}, 'Commands are a package of their own'],
        ['de', { LANG: 'de_AT.UTF-8' }, 'Die Befehle sind ein eigenes Paket'],
      ])('says how to get it where it is not: %s', (_, environment, words) => {
        const { stdout, stderr, status } = run(['status'], environment);
        expect({ stdout, status }).toEqual({ stdout: '', status: 127 });
        expect(stderr).toContain(words);
        expect(stderr).toContain('npm install --global glucoglance-0.2.0-beta.1.tgz');
      });
    });

    describe('an AppImage', () => {
      let appDir: string;
      beforeAll(() => {
        appDir = join(folder, 'AppDir');
        const offset = ['-offset', String(RUNTIME.length)];
        output('unsquashfs', ...offset, '-quiet', '-no-progress', '-dest', appDir, made.appImage);
      });

      it('is a runtime that can be started, and a folder behind it that nobody else owns', () => {
        expect(made.appImage).toBe(join(folder, `Glucoglance-0.2.0-beta.1-linux-${process.arch}.AppImage`));
        expect(output(made.appImage)).toBe('made up\n');
        const offset = ['-offset', String(RUNTIME.length)];
        const owners = output('unsquashfs', ...offset, '-lln', made.appImage).match(/ \d+\/\d+ /g);
        expect(new Set(owners)).toEqual(new Set([' 0/0 ']));
      });

      it('holds what a deb holds, but the command', () => {
        const inside = filesIn(appDir).map(({ path }) => path);
        const ofDeb = filesIn(installed).map(({ path }) => path);
        expect(ofDeb.filter((path) => !inside.includes(path))).toEqual(['usr/bin/glucoglance']);
        expect(inside.filter((path) => !ofDeb.includes(path))).toEqual([
          '.DirIcon',
          'AppRun',
          'glucoglance.desktop',
          'glucoglance.png',
        ]);
        expect(statSync(join(appDir, 'opt/Glucoglance/chrome-sandbox')).mode & 0o7777).toBe(0o755);
      });

      it('shows its icon and its name before it is installed anywhere', () => {
        for (const name of ['.DirIcon', 'glucoglance.png'])
          expect(
            readFileSync(join(appDir, name)).equals(readFileSync(join(ROOT, 'assets/icons/256x256.png'))),
          ).toBe(true);
        expect(output('desktop-file-validate', join(appDir, 'glucoglance.desktop'))).toBe('');
        const entry = readFileSync(join(appDir, 'glucoglance.desktop'), 'utf8');
        expect(entry.match(/^Exec=.*/gm)![0]).toBe('Exec=AppRun');
        expect(entry).toContain('\nIcon=glucoglance\n');
        expect(entry).not.toContain('/opt/');
      });

      it('starts the program from wherever it is mounted, with all that it was given', () => {
        const elsewhere = join(folder, 'a mount');
        symlinkSync(appDir, elsewhere);
        const run = (path: string) =>
          spawnSync(join(elsewhere, 'AppRun'), ['--page=settings', 'a b'], {
            encoding: 'utf8',
            env: { PATH: path },
          }).stdout;
        // As the kernel here has it, and where there are no namespaces.
        expect(run('/usr/bin:/bin')).toMatch(/^the desktop: (--no-sandbox )?--page=settings a b\n$/);
        const poor = join(folder, 'poor');
        mkdirSync(poor);
        for (const tool of ['dirname', 'readlink', 'sh'])
          symlinkSync(output('sh', '-c', `command -v ${tool}`).trim(), join(poor, tool));
        expect(run(poor)).toBe('the desktop: --no-sandbox --page=settings a b\n');
      });
    });

    it('leave what they are made of as it was', () => {
      expect(statSync(join(folder, 'program/chrome-sandbox')).mode & 0o7777).toBe(0o755);
    });
  },
);
