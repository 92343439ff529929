import { describe, expect, it } from 'vitest';
import { isNewer, readRelease, releasesOf } from '../../../src/main/updates/releases.ts';

describe('where releases are', () => {
  it.each([
    'github:owner/project',
    'https://github.com/owner/project',
    'https://github.com/owner/project.git',
    'git+https://github.com/owner/project.git',
  ])('is found by %s', (repository) => {
    expect(releasesOf(repository)).toEqual({
      feed: 'https://api.github.com/repos/owner/project/releases/latest',
      page: 'https://github.com/owner/project/releases',
    });
  });

  it.each([
    '',
    'https://example.invalid',
    'github:owner',
    'github:owner/project/../..',
    'git://github.com/o/p',
  ])('nobody knows by "%s"', (repository) => {
    expect(releasesOf(repository)).toBeNull();
  });
});

describe('a version', () => {
  it.each([
    ['0.1.1', '0.1.0'],
    ['0.10.0', '0.9.9'],
    ['1.0.0', '0.99.0'],
    ['0.1.0', '0.1.0-beta.1'],
  ])('%s is newer than %s', (version, ours) => {
    expect(isNewer(version, ours)).toBe(true);
  });

  it.each([
    ['0.1.0', '0.1.0'],
    ['0.1.0', '0.1.1'],
    ['0.9.9', '0.10.0'],
    ['0.1.0', '0.2.0-beta.1'],
  ])('%s is not newer than %s', (version, ours) => {
    expect(isNewer(version, ours)).toBe(false);
  });
});

describe('a release', () => {
  it('is read with its first lines as plain text, whatever signs they stand between', () => {
    const body = [
      '## New',
      '',
      '---',
      '- **Widget**: a `small` window\u202e\u0007',
      '* Second',
      '1. Third',
      'x'.repeat(500),
    ].join('\r\n');
    expect(
      readRelease({
        tag_name: 'v0.3.0',
        published_at: '2026-12-24T10:00:00Z',
        body,
        html_url: 'https://evil',
      }),
    ).toEqual({
      version: '0.3.0',
      at: Date.UTC(2026, 11, 24, 10),
      lines: ['New', 'Widget: a small window', 'Second'],
    });
    expect(readRelease({ tag_name: '0.3.0', body: 'y'.repeat(500) })).toMatchObject({
      at: null,
      lines: [`${'y'.repeat(199)}…`],
    });
  });

  it.each([null, [], 'text', {}, { tag_name: 3 }, { tag_name: 'v0.3.0-beta.1' }, { tag_name: 'nightly' }])(
    'is none: %j',
    (answer) => {
      expect(readRelease(answer)).toBeNull();
    },
  );
});
