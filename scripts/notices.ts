import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

const HEAD = `Glucoglance holds works of others, or comes with them. These are their licences.
`;
const LINE = `\n${'-'.repeat(80)}\n`;

/** The package that a module is of, by the path it has; null for our own. */
const packageOf = (id: string) => /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(id)?.[1] ?? null;

interface Manifest {
  version: string;
  license: string;
  dependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
}

const manifestIn = (folder: string) =>
  JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Manifest;

/** The licence of a package, as it comes with it; one without ends the build. */
function licence(root: string, name: string): string {
  const folder = join(root, 'node_modules', name);
  const { version, license } = manifestIn(folder);
  const texts = readdirSync(folder).filter((file) => /^(licen[cs]e|notice|copying)(\.\w+)?$/i.test(file));
  if (texts.length === 0) throw new Error(`${name} comes without its licence.`);
  const read = texts.toSorted().map((file) => readFileSync(join(folder, file), 'utf8').trim());
  return `${name} ${version} (${license})\n\n${read.join('\n\n')}\n`;
}

/**
 * Writes `out/THIRD-PARTY-NOTICES.txt`: the licences of every package that is in a bundle of this build, and of those
 * that are installed beside it. The same plugin goes into each bundle, since one knows only its own.
 */
export function notices(root: string): Plugin {
  const { dependencies, optionalDependencies } = manifestIn(root);
  const beside = Object.keys({ ...dependencies, ...optionalDependencies });
  const names = new Set(beside.filter((name) => existsSync(join(root, 'node_modules', name))));
  return {
    name: 'notices',
    generateBundle(_, bundle) {
      for (const chunk of Object.values(bundle))
        if (chunk.type === 'chunk')
          for (const name of chunk.moduleIds.map(packageOf)) if (name !== null) names.add(name);
      const texts = [...names].toSorted().map((name) => licence(root, name));
      mkdirSync(join(root, 'out'), { recursive: true });
      writeFileSync(join(root, 'out/THIRD-PARTY-NOTICES.txt'), [HEAD, ...texts].join(LINE));
    },
  };
}
