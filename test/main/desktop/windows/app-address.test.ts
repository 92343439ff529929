import { relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, fileOf, pageOf } from '../../../../src/main/desktop/windows/app-address.ts';
import fc from '../../../support/seeds.ts';

const FOLDER = resolve('/app/out/renderer');

describe('the files of the window', () => {
  it.each([
    ['app://glucoglance/index.html', 'index.html'],
    ['app://glucoglance/assets/a%20b.js', 'assets/a b.js'],
    ['app://glucoglance/a/../index.html?x=1#y', 'index.html'],
  ])('%s', (address, name) => {
    expect(fileOf(address, FOLDER)).toBe(resolve(FOLDER, name));
  });

  it.each([
    'app://glucoglance/',
    'app://elsewhere/index.html',
    'app://glucoglance.evil/index.html',
    'https://glucoglance/index.html',
    'file:///etc/passwd',
    'app://glucoglance/..%2f..%2fetc/passwd',
    'app://glucoglance/%2e%2e/%2e%2e/main/index.js',
    'app://glucoglance/..%5c..%5cmain',
    'app://glucoglance/a%00.html',
    'app://glucoglance/%E0%A4%A',
    'nonsense',
    '',
  ])('%j is none of them', (address) => {
    const file = fileOf(address, FOLDER);
    // What the URL parser has already folded stays inside, or is none.
    expect(file === null || !relative(FOLDER, file).startsWith('..')).toBe(true);
    if (!address.startsWith('app://glucoglance/%2e')) expect(file).toBeNull();
  });

  it('never lead out of the folder', () => {
    const piece = fc.constantFrom('..', '%2e%2e', '%2F', '\\', '%5c', 'a', '.', '/', '%00', '//');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const file = fileOf(`app://glucoglance/${pieces.join('')}`, FOLDER);
        if (file !== null) expect(relative(FOLDER, file)).not.toMatch(/^\.\./);
      }),
    );
  });
});

describe('who may ask', () => {
  const page = (url: string, parent: unknown = null) => ({ url, parent });
  it('is our page in the top frame, and nobody else', () => {
    expect(pageOf(page('app://glucoglance/index.html'))).toBe('window');
    expect(pageOf(page('app://glucoglance/alarm.html#x'))).toBe('alarm');
    expect(pageOf(null)).toBeNull();
    expect(pageOf(page('app://glucoglance/index.html', {}))).toBeNull();
    for (const url of [
      'https://example.com/',
      'file:///x',
      'app://glucoglance.evil/',
      'app://other/',
      'app://glucoglance/other.html',
      'about:blank',
      '',
    ]) {
      expect(pageOf(page(url)), url).toBeNull();
    }
  });
});

it('the policy allows our own files and no network', () => {
  expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
  expect(CONTENT_SECURITY_POLICY).toContain("connect-src 'none'");
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|https?:|\*/);
});
