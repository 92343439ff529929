import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, SANDBOX } from './files-in.ts';
import { packageVersion, type Identity } from './identity.ts';

/** What Electron loads (electron-builder's own list), and libsecret, which keytar talks to. */
export const DEPENDS = [
  'libgtk-3-0',
  'libnotify4',
  'libnss3',
  'libxss1',
  'libxtst6',
  'xdg-utils',
  'libatspi2.0-0',
  'libuuid1',
  'libsecret-1-0',
];

/**
 * Makes a `.deb` of what `layOut` has laid out. It needs no scripts: desktops notice entries, icons and metainfo by
 * dpkg's own triggers, and the sandbox's helper comes with the rights that it wants where the kernel gives programs
 * no namespaces.
 */
export function makeDeb(stage: string, path: string, options: Identity): void {
  const { version, arch, maintainer, homepage, summary, description } = options;
  const files = filesIn(stage);
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  const about = description.map((paragraph) => ` ${paragraph}`).join('\n .\n');
  const control = `Package: glucoglance
Version: ${packageVersion(version)}
Architecture: ${arch === 'x64' ? 'amd64' : arch}
Maintainer: ${maintainer}
Installed-Size: ${Math.ceil(bytes / 1024)}
Depends: ${DEPENDS.join(', ')}
Section: utils
Priority: optional
${homepage === null ? '' : `Homepage: ${homepage}\n`}Description: ${summary}
${about}
`;
  const folder = join(stage, 'DEBIAN');
  mkdirSync(folder, { mode: 0o755 });
  writeFileSync(join(folder, 'control'), control, { mode: 0o644 });
  const sums = files.map((file) => {
    const sum = createHash('md5')
      .update(readFileSync(join(stage, file.path)))
      .digest('hex');
    return `${sum}  ${file.path}\n`;
  });
  writeFileSync(join(folder, 'md5sums'), sums.join(''), { mode: 0o644 });
  execFileSync('chmod', ['4755', join(stage, SANDBOX)]);
  execFileSync('dpkg-deb', ['--root-owner-group', '-Zxz', '--build', stage, path], { stdio: 'pipe' });
  rmSync(folder, { recursive: true });
}
