import type { ElectronApplication, Page } from '@playwright/test';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ada } from '../../../src/main/simulator/people.ts';
import type { Scenario } from '../../../src/main/simulator/simulator.ts';
import type { Channel, Contracts } from '../../../src/shared/ipc/contracts.ts';
import { runs } from '../../support/runs.ts';
import { FORMS, frozenData, type Form, type FrozenData } from '../support/frozen-data.ts';
import { simulatorBegun } from '../support/simulator-begun.ts';
import { systemTells } from '../support/system-tells.ts';
import { expect, test as base } from '../support/test.ts';

// R2: a disk that takes nothing keeps no alarm from ringing, and neither tray nor window from going on.

const SECOND = 1000;
/** At the least; it lasts for as long as what is looked at takes. */
const FROZEN_MS = runs(3 * SECOND, 30 * SECOND);
/** By then it is known that the disk does not answer. */
const KNOWN_MS = 12 * SECOND;

const test = base.extend<{ form: Form; disk: FrozenData }>({
  form: ['frozen file system', { option: true }],
  disk: async ({ form, folder }, use) => {
    const ends: (() => void)[] = [];
    const disk = frozenData(form, folder, (end) => ends.push(end));
    test.skip(disk === null, `no ${form} can be had here, so that the other form alone has run`);
    console.log(`  the disk is frozen by a ${form}`);
    await use(disk!);
    for (const end of ends) end();
  },
  // What is still running ends before its disk is taken away.
  dataDir: ({ disk }, use) => use(disk.dataDir),
});

/** Each reading and each alarm there is, as often as it is there. */
function storedIn(dataDir: string): { readings: number[]; raised: string[] } {
  const db = new Database(join(dataDir, 'history.db'), { readonly: true });
  try {
    return {
      readings: db
        .prepare<[], number>('SELECT (key & 0x1ffffffff) * 1000 FROM reading ORDER BY key')
        .pluck()
        .all(),
      raised: db
        .prepare<[], string>(`SELECT kind FROM alarm WHERE decision = 'raised' ORDER BY id`)
        .pluck()
        .all(),
    };
  } finally {
    db.close();
  }
}

for (const form of FORMS) {
  test.describe(form, () => {
    test.use({ form });
    let running: ElectronApplication | null = null;
    // Before the program is asked to end: it cannot while a file system is frozen.
    test.afterEach(async ({ disk }) => {
      if (running) await disk.thaw(running);
      running = null;
    });

    test('an urgent low rings, tray and window go on, and all is in the history once', async ({
      disk,
      bus,
      launchWithHands,
    }) => {
      let lowFrom = Infinity;
      const scenario: Scenario = {
        description: 'a low that comes at our word',
        people: [ada],
        glucose: (_, at) => (at >= lowFrom ? 46 : 110),
      };
      const simulator = await simulatorBegun(scenario, 60, 100);
      const { app, hands, dataDir } = await launchWithHands({
        env: {
          ...disk.env,
          LIBRELINKUP_BASE_URL: simulator.url,
          DBUS_SESSION_BUS_ADDRESS: `unix:path=${bus.path}`,
        },
      });
      running = app;
      const page = await app.firstWindow();
      await page.waitForFunction(() => 'glucoglance' in window);
      const ask = <C extends Channel>(channel: C, request: Contracts[C]['request']) =>
        page.evaluate(([to, given]) => window.glucoglance.invoke(to, given as never), [
          channel,
          request,
        ] as const) as Promise<Contracts[C]['response']>;
      const state = async () => (await ask('snapshot:read', undefined)).state;
      const { email, password } = simulator;
      await expect.poll(async () => (await ask('snapshot:read', undefined)).mode).toBe('signedOut');
      expect(await ask('account:signIn', { email, password, acceptTerms: false })).toMatchObject({
        ok: true,
      });
      expect(await ask('settings:update', { desktop: { welcomed: true } })).toMatchObject({ ok: true });
      await expect.poll(async () => (await state())?.people[0]?.recent.length ?? 0).toBeGreaterThan(10);
      await expect.poll(async () => (await state())?.nextPollAt ?? 0).toBeGreaterThan(0);
      const tip = () => hands.evaluate(({ trays: [one] }) => one?.toolTip ?? '');
      await expect.poll(tip).toMatch(/^Ada 110 mg\/dL/);
      // All that was heard is written.
      const heard = async () => (await state())!.people[0]!.recent.map(({ measuredAt }) => measuredAt);
      await expect.poll(() => storedIn(dataDir).readings).toEqual(expect.arrayContaining(await heard()));

      await disk.freeze(app);
      const frozenAt = performance.now();
      lowFrom = (await heard()).at(-1)! + 1;
      simulator.catchUp();
      await systemTells(app, 'resume');
      await expect
        .poll(() => bus.open.map(({ title }) => title))
        .toEqual([expect.stringMatching(/urgent low · Ada Lindqvist$/)]);
      const isSeen = () =>
        app.evaluate(({ BrowserWindow }) =>
          BrowserWindow.getAllWindows().some(
            (one) => one.isVisible() && one.webContents.getURL().endsWith('/alarm.html'),
          ),
        );
      await expect.poll(isSeen).toBe(true);
      const asked = simulator.requests.findLast(({ path }) => path === '/llu/connections')!.at;
      console.log(
        `  ${bus.open[0]!.at - asked} ms from the request that brought the low to its notification`,
      );

      await expect.poll(tip).toMatch(/^Ada 46 mg\/dL/);
      await expect(page.getByRole('article', { name: 'Ada Lindqvist' }).locator('.number')).toHaveText('46');
      await goes(page, 'Settings', 'Unit');
      await goes(page, 'Status', 'Every reading');
      await goes(page, 'Now', '46');
      if (FROZEN_MS > KNOWN_MS) {
        await expect.poll(async () => (await state())?.storage?.code).toBe('historyHangs');
        await goes(page, 'Chart', 'does not answer');
        await goes(page, 'Now', '46');
      }
      // The one thing here that is about time: as long as it says.
      await setTimeout(Math.max(0, FROZEN_MS - (performance.now() - frozenAt)));
      expect(await ask('monitor:refresh', undefined)).toMatchObject({ ok: true });

      await disk.thaw(app);
      const all = await heard();
      expect(all.at(-1)!).toBeGreaterThanOrEqual(lowFrom);
      const since = () => storedIn(dataDir).readings.filter((at) => at >= all[0]!);
      await expect.poll(since).toEqual(await heard());
      await expect
        .poll(() => storedIn(dataDir).raised.filter((kind) => kind === 'urgentLow'))
        .toEqual(['urgentLow']);
      await expect.poll(async () => (await state())?.storage ?? null).toBeNull();
      await simulator.close();
    });
  });
}

/** A page is gone to, and shows what it should. */
async function goes(page: Page, name: string, shown: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name }).click();
  await expect(page.getByRole('heading', { name, level: 1 })).toBeAttached();
  await expect(page.locator('main')).toContainText(shown);
}
