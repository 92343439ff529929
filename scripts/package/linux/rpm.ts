import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FOLDER } from './desktop-entry.ts';
import { filesIn, SANDBOX } from './files-in.ts';
import { packageVersion, type Identity } from './identity.ts';

/** What Electron and keytar load, by the names of Fedora, and of openSUSE where they differ. */
const REQUIRES = [
  'gtk3',
  'libnotify',
  'nss',
  'libXScrnSaver',
  '(libXtst or libXtst6)',
  'xdg-utils',
  'at-spi2-core',
  '(libuuid or libuuid1)',
  '(libsecret or libsecret-1-0)',
];

/** Makes an `.rpm` of what `layOut` has laid out, by Debian's or Fedora's `rpmbuild`. */
export function makeRpm(stage: string, path: string, options: Identity): void {
  const { version, arch, summary, description, license, homepage } = options;
  const beside = filesIn(stage).filter(({ path: file }) => !`/${file}`.startsWith(`${FOLDER}/`));
  const spec = `Name: glucoglance
Version: ${packageVersion(version)}
Release: 1
Summary: ${summary}
License: ${license}
${homepage === null ? '' : `URL: ${homepage}\n`}AutoReqProv: no
${REQUIRES.map((name) => `Requires: ${name}`).join('\n')}

%description
${description.join('\n\n')}

%install
mkdir -p "%{buildroot}"
cp -a "${stage}/." "%{buildroot}/"

%files
%defattr(-, root, root)
"${FOLDER}"
%attr(4755, root, root) "/${SANDBOX}"
${beside.map(({ path: file }) => `"/${file}"`).join('\n')}
`;
  const work = mkdtempSync(join(tmpdir(), 'glucoglance-rpm-'));
  try {
    const file = join(work, 'glucoglance.spec');
    writeFileSync(file, spec);
    const target = arch === 'x64' ? 'x86_64' : 'aarch64';
    // Nothing is stripped or compiled anew: the files are those of the other packages.
    const defined = [
      `_topdir ${work}`,
      '__os_install_post %{nil}',
      '_build_id_links none',
      'debug_package %{nil}',
    ];
    execFileSync(
      'rpmbuild',
      ['-bb', '--target', `${target}-linux`, ...defined.flatMap((one) => ['--define', one]), file],
      { stdio: 'pipe' },
    );
    copyFileSync(globSync(join(work, 'RPMS/*/*.rpm'))[0]!, path);
  } finally {
    rmSync(work, { recursive: true });
  }
}
