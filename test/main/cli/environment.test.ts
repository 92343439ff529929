import { execFileSync } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { readRunOptions } from '../../../src/main/cli/environment.ts';

it('R14: e-mail and password from the environment are inherited by no process that is started', () => {
  const before = { ...process.env };
  onTestFinished(() => void (process.env = before));
  process.env['LIBRELINKUP_EMAIL'] = 'follower@example.com';
  process.env['LIBRELINKUP_PASSWORD'] = 'pass word 1!';
  const inherited = () =>
    execFileSync(process.execPath, ['-p', 'Object.keys(process.env).join()'], { encoding: 'utf8' });
  expect(inherited()).toContain('LIBRELINKUP_PASSWORD');
  const options = readRunOptions({ dataDir: '/nowhere' }, process.env);
  expect(options).toMatchObject({ value: { credentials: { password: 'pass word 1!' } } });
  expect(inherited()).not.toContain('LIBRELINKUP');
});
