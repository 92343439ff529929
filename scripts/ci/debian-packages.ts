import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The packages that a list names: words, with comments behind `#`. */
export const packagesOf = (list: string): string[] =>
  list
    .split('\n')
    .flatMap((line) => line.replace(/#.*/, '').trim().split(/\s+/))
    .filter((name) => name !== '');

/** Of the packages in the list, those that apt has still to install. */
export function missingPackages(path: string): string[] {
  return packagesOf(readFileSync(path, 'utf8')).filter((name) => {
    // A snap takes the place of Ubuntu's; runners have a Chrome.
    if (name === 'chromium' && spawnSync('google-chrome', ['--version']).status === 0) return false;
    const { status, stdout } = spawnSync('dpkg-query', ['--show', '--showformat=${db:Status-Status}', name], {
      encoding: 'utf8',
    });
    return status !== 0 || stdout !== 'installed';
  });
}
