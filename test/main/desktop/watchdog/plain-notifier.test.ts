import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tellPlainly } from '../../../../src/main/desktop/watchdog/plain-notifier.ts';
import { systemClock as clock } from '../../../../src/main/time/clock.ts';
import { daemonsMissing, REAL_DAEMONS, RealDesktop } from '../notify/real-desktop.ts';

const said = {
  title: 'Glucoglance does not respond',
  body: 'Nobody is watched; "quotes" & $(commands) stay words.',
};
const nothing = () => Promise.resolve(false);

/** What would be run, and with what environment beside our own. */
function recorder() {
  const ran: { command: readonly string[]; env: object }[] = [];
  const run = (command: readonly [string, ...string[]], env = {}) => {
    ran.push({ command, env });
    return Promise.resolve(true);
  };
  return { ran, run };
}

// real-daemons.test.ts says where they are missing, and fails on a build machine.
describe.skipIf(daemonsMissing() !== null)('on a real desktop', () => {
  let desktop: RealDesktop;
  beforeAll(async () => {
    desktop = await RealDesktop.start();
  });
  afterAll(() => desktop.stop());

  it.each(REAL_DAEMONS)('%s shows it', async (daemon) => {
    await desktop.startDaemon(daemon);
    const { env } = desktop;
    expect(await tellPlainly(said, { platform: 'linux', env, clock, run: nothing })).toEqual([
      'notification',
    ]);
    await expect.poll(() => desktop.windows().length, { timeout: 15_000 }).toBe(1);
    await desktop.stopDaemon();
  });

  it('nobody shows it: it can be heard all the same', async () => {
    const { run } = recorder();
    const { env } = desktop;
    expect(await tellPlainly(said, { platform: 'linux', env, clock, run })).toEqual(['sound']);
    expect(await tellPlainly(said, { platform: 'linux', env, clock, run: nothing })).toEqual([]);
  });
});

describe('elsewhere', () => {
  it.each([
    ['darwin', 'osascript'],
    ['win32', 'powershell.exe'],
  ] as const)('on %s %s is told, and the words are no part of its script', async (platform, program) => {
    const { ran, run } = recorder();
    expect(await tellPlainly(said, { platform, env: {}, clock, run })).toEqual(['notification']);
    const [{ command, env }] = ran as [(typeof ran)[0]];
    expect(command[0]).toBe(program);
    const script = command.filter((argument) => argument !== said.title && argument !== said.body);
    expect(script.join('\n')).not.toContain('quotes');
    expect([...command, ...Object.values(env)]).toEqual(expect.arrayContaining([said.title, said.body]));
  });

  it('on a system that nobody knows a way of, nothing is told', async () => {
    const { ran, run } = recorder();
    expect(await tellPlainly(said, { platform: 'freebsd', env: {}, clock, run })).toEqual([]);
    expect(ran).toEqual([]);
  });
});
