import { execFileSync } from 'node:child_process';
import { expect, it, onTestFinished } from 'vitest';
import { readRunOptions } from '../../../src/main/cli/environment.ts';

it('R14: e-mail, password and token from the environment are inherited by no process that is started', () => {
  const before = { ...process.env };
  onTestFinished(() => void (process.env = before));
  process.env['LIBRELINKUP_EMAIL'] = 'follower@example.com';
  process.env['LIBRELINKUP_PASSWORD'] = 'pass word 1!';
  process.env['NIGHTSCOUT_TOKEN'] = 'token-0123456789abcdef';
  const inherited = () =>
    execFileSync(process.execPath, ['-p', 'Object.keys(process.env).join()'], { encoding: 'utf8' });
  expect(inherited()).toContain('LIBRELINKUP_PASSWORD');
  const options = readRunOptions({ dataDir: '/nowhere' }, process.env);
  expect(options).toMatchObject({ value: { credentials: { password: 'pass word 1!' } } });
  expect(options).toMatchObject({ value: { nightscout: { token: 'token-0123456789abcdef' } } });
  expect(inherited()).not.toMatch(/LIBRELINKUP|TOKEN/);
});
