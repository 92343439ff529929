import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { startSimulator, type Simulator } from '../../../src/main/simulator/simulator.ts';
import { calm } from '../../support/staying.ts';
import { keyringMissing } from '../../support/private-keyring.ts';
import { startKeyringSession } from '../support/keyring.ts';
import { kill, type Launched } from '../support/launch.ts';
import { expect, test as base, type LaunchedWithHands } from '../support/test.ts';

// What is taken out of the program, put back and erased: in the folder of somebody who is signed in.

interface Signed {
  simulator: Simulator;
  /** Starts the program, on the page of data. */
  start: () => Promise<{ launched: LaunchedWithHands; page: Page; count: number }>;
}

const test = base.extend<{ signed: Signed }>({
  signed: async ({ launchWithHands }, use) => {
    const simulator = await startSimulator({ scenario: calm });
    let isSigned = false;
    await use({
      simulator,
      async start() {
        const launched = await launchWithHands({ env: { LIBRELINKUP_BASE_URL: simulator.url } });
        const page = await launched.app.firstWindow();
        if (isSigned) await giveCredentials(page, simulator);
        else await signIn(page, simulator);
        isSigned = true;
        const count = await recorded(page);
        await page.getByRole('button', { name: 'Data', exact: true }).click();
        return { launched, page, count };
      },
    });
    await simulator.close();
  },
});

async function signIn(page: Page, simulator: Simulator): Promise<void> {
  await page.getByLabel('I have read what Glucoglance is and is not.').check();
  await page.getByRole('button', { name: 'Set it up' }).click();
  await page.getByRole('button', { name: 'Continue' }).click();
  await giveCredentials(page, simulator);
  await expect(page.getByRole('checkbox').first()).toBeVisible();
  await page.getByRole('button', { name: 'Do the rest later' }).click();
}

/** All there is to do at a later start: these specs have no keychain. */
async function giveCredentials(page: Page, { email, password }: Simulator): Promise<void> {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
}

const section = (page: Page, name: string) => page.getByRole('region', { name, exact: true });
/** How many readings are recorded, once none is to come for now. */
async function recorded(page: Page): Promise<number> {
  // Half a day of two people, a point every quarter of an hour, at least.
  await expect.poll(() => recordedNow(page)).toBeGreaterThan(90);
  return recordedNow(page);
}

/** The same now; 0 as long as some are to come. */
async function recordedNow(page: Page): Promise<number> {
  const answer = await page.evaluate(() => window.glucoglance.invoke('status:read', undefined));
  const { state } = await page.evaluate(() => window.glucoglance.invoke('snapshot:read', undefined));
  return answer.ok && state?.nextPollAt ? (answer.value.recorded ?? 0) : 0;
}

/** Names of files below a folder in which a text is to be found, in either of the ways that texts are kept. */
function filesWith(folder: string, text: string): string[] {
  const forms = [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    // What a browser keeps of its windows, which Electron does not.
    if (name.startsWith('stand-in')) return false;
    const path = join(folder, name);
    if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return false;
    const bytes = readFileSync(path);
    return forms.some((form) => bytes.includes(form));
  });
}

test('an export is what was recorded, and an archive of it everything of everybody', async ({
  signed,
  folder,
}) => {
  const { launched, page, count: all } = await signed.start();
  const { hands } = launched;
  const own = join(folder, 'own');
  mkdirSync(own);
  const form = section(page, 'Export');
  const save = async (name: string) => {
    const filePath = join(own, name);
    await hands.evaluate((one, answer) => void one.dialogAnswers.push(answer), {
      canceled: false,
      filePath,
    });
    await form.getByRole('button', { name: 'Save as …' }).click();
    await expect(form.getByText(`Saved as ${name}: `)).toBeVisible();
    return readFileSync(filePath, 'utf8');
  };
  await form.getByLabel('Whose readings').selectOption('Everybody');
  const rows = (await save('all.csv')).trimEnd().split('\r\n');
  expect(rows[0]).toBe(
    '\uFEFFtime_utc,time_local,utc_offset_minutes,glucose_mgdl,glucose_mmol,trend,source,off_scale,sensor,person',
  );
  expect(rows.length - 1).toBeGreaterThanOrEqual(all);
  expect(new Set(rows.slice(1).map((row) => row.split(',').at(-1)))).toEqual(
    new Set(['Ada Lindqvist', 'Ben Marlowe']),
  );
  expect(statSync(join(own, 'all.csv')).mode & 0o777).toBe(0o600);

  await form.getByRole('button', { name: 'Show in folder' }).click();
  await expect
    .poll(() => hands.evaluate(({ shownInFolder }) => shownInFolder))
    .toEqual([join(own, 'all.csv')]);

  await form.getByLabel('Kind of file').selectOption('Archive of everything');
  const lines = (await save('all.jsonl')).trim().split('\n');
  expect(JSON.parse(lines[0]!)).toMatchObject({ is: 'archive', demo: false });
  expect(JSON.parse(lines.at(-1)!)).toMatchObject({ is: 'end', people: 2 });
  expect(lines.join()).not.toContain(signed.simulator.password);
  expect(readdirSync(own).toSorted()).toEqual(['all.csv', 'all.jsonl']);
});

test('a backup, a history that is damaged, and the way back', async ({ signed, dataDir, folder }) => {
  const first = await signed.start();
  const before = first.count;
  const made = section(first.page, 'Backups');
  await made.getByRole('button', { name: 'Make a backup now' }).click();
  await expect(made.getByText(/^Made and checked: \d+ readings/)).toBeVisible();
  await expect(made.getByRole('listitem')).toHaveCount(1);
  await kill(first.launched as Launched);

  const history = join(dataDir, 'history.db');
  writeFileSync(history, Buffer.alloc(statSync(history).size, 'damaged'));
  const { launched, page, count } = await signed.start();
  await expect(page.getByText(/The history was damaged/)).toBeVisible();
  expect(count).toBeGreaterThanOrEqual(before);
  const backups = section(page, 'Backups');
  await backups
    .getByRole('button', { name: /^Put back the backup of/ })
    .first()
    .click();
  const consent = backups.getByRole('group', { name: /^Put back the backup of/ });
  await expect(consent).toContainText(/The backup holds \d+ readings of 2 people/);
  await consent.getByRole('button', { name: 'Put this backup back' }).click();
  await expect(
    backups.getByText(/^Put back: \d+ readings\. What was there before is in .*restore.*\.bak/),
  ).toBeVisible();
  // The one that was put back, what was there before, and a copy of what is there now.
  await expect(backups.getByRole('listitem')).toHaveCount(3);
  // It goes on: both are followed, and half a day is filled in.
  expect(await recorded(page)).toBeGreaterThanOrEqual(before);
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await expect(page.getByRole('article')).toHaveCount(2);

  // A copy that somebody has put elsewhere.
  const [name] = readdirSync(join(dataDir, 'backups'));
  const kept = join(folder, 'kept.bak');
  copyFileSync(join(dataDir, 'backups', name!), kept);
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  await launched.hands.evaluate(
    (one, path) => void one.dialogAnswers.push({ canceled: false, filePaths: [path] }),
    kept,
  );
  await backups.getByRole('button', { name: 'Put back a copy from elsewhere …' }).click();
  const look = backups.getByRole('group', { name: 'Put back kept.bak …' });
  await look.getByRole('button', { name: 'Put this backup back' }).click();
  await expect(backups.getByText(/^Put back: \d+ readings\./)).toBeVisible();
  expect(await recorded(page)).toBeGreaterThanOrEqual(before);
});

test('a history of another computer is there before anybody signs in', async ({
  signed,
  folder,
  launchWithHands,
}) => {
  const old = await signed.start();
  const archive = join(folder, 'all.jsonl');
  const answer = ({ hands }: LaunchedWithHands, given: object) =>
    hands.evaluate((one, next) => void one.dialogAnswers.push(next), given);
  await answer(old.launched, { canceled: false, filePath: archive });
  const form = section(old.page, 'Export');
  await form.getByLabel('Kind of file').selectOption('Archive of everything');
  await form.getByRole('button', { name: 'Save as …' }).click();
  await expect(form.getByText('Saved as all.jsonl: ')).toBeVisible();
  const [ada, ben] = await old.page.evaluate(async () => {
    const { state } = await window.glucoglance.invoke('snapshot:read', undefined);
    return state!.people.map(({ person }) => person);
  });
  await kill(old.launched as Launched);

  const dataDir = join(folder, 'new');
  mkdirSync(dataDir);
  const launched = await launchWithHands({ dataDir, env: { LIBRELINKUP_BASE_URL: signed.simulator.url } });
  const page = await launched.app.firstWindow();
  await page.getByRole('button', { name: 'Bring it here' }).click();
  await expect(page.getByRole('heading', { name: 'Data', level: 1 })).toBeFocused();
  await answer(launched, { canceled: false, filePaths: [archive] });
  await section(page, 'Import')
    .getByRole('button', { name: /^Choose a file/ })
    .click();
  await expect(section(page, 'Import')).toContainText('Archive of everything');
  await section(page, 'Import').getByRole('button', { name: 'Import', exact: true }).click();
  await expect(section(page, 'Import')).toContainText(/Imported \d+ readings/);

  // One of them is not to be on this computer.
  const erase = section(page, 'Erase');
  await erase.getByLabel('What is to go').selectOption('Ada Lindqvist');
  await erase.getByRole('button', { name: 'Show what would go' }).click();
  await answer(launched, { response: 1 });
  await erase.getByRole('button', { name: 'Erase all this …' }).click();
  await expect(erase.getByText(/^Erased: \d+ readings/)).toBeVisible();

  // What was read on the old computer came with the archive.
  await page.getByRole('button', { name: 'Back', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeFocused();
  await giveCredentials(page, signed.simulator);
  await expect(page.getByRole('article')).toHaveCount(1);
  await expect(page.getByRole('article', { name: 'Ben Marlowe' })).toBeVisible();
  await expect.poll(() => recordedNow(page)).toBeGreaterThan(45);
  await kill(launched as Launched);
  expect(filesWith(dataDir, ada!.patientId)).toEqual([]);
  expect(filesWith(dataDir, ben!.patientId)).toContain('history.db');
});

test('one person is erased from every byte of the folder, and the other is watched as before', async ({
  signed,
  dataDir,
}) => {
  const { launched, page } = await signed.start();
  const backups = section(page, 'Backups');
  await backups.getByRole('button', { name: 'Make a backup now' }).click();
  await expect(backups.getByText(/^Made and checked/)).toBeVisible();
  const [ada, ben] = await page.evaluate(async () => {
    const { state } = await window.glucoglance.invoke('snapshot:read', undefined);
    return state!.people.map(({ person }) => person);
  });
  expect(filesWith(dataDir, ada!.patientId).length).toBeGreaterThan(1);

  const erase = section(page, 'Erase');
  await erase.getByLabel('What is to go').selectOption(`${ada!.firstName} ${ada!.lastName}`);
  await erase.getByRole('button', { name: 'Show what would go' }).click();
  await expect(erase.getByText(/^Of Ada Lindqvist: \d+ readings/)).toBeVisible();
  const { hands } = launched;
  const question = async (response: number) => {
    await hands.evaluate((one, answer) => void one.dialogAnswers.push(answer), { response });
    await erase.getByRole('button', { name: 'Erase all this …' }).click();
    await expect.poll(() => hands.evaluate(({ dialogAnswers }) => dialogAnswers.length)).toBe(0);
    return hands.evaluate(({ dialogs }) => dialogs.at(-1)!.options);
  };
  // Escape, and `Enter` without a look, keep it.
  expect(await question(0)).toMatchObject({
    message: 'Erase everything about Ada Lindqvist from this computer?',
    defaultId: 0,
    cancelId: 0,
  });
  expect(filesWith(dataDir, ada!.patientId).length).toBeGreaterThan(1);
  await question(1);
  await expect(erase.getByText(/^Erased: \d+ readings/)).toBeVisible();
  // Readings of the other one come in as ever.
  await expect
    .poll(() =>
      page.evaluate(async () => {
        const { state } = await window.glucoglance.invoke('snapshot:read', undefined);
        return state?.lastAnswerAt ?? 0;
      }),
    )
    .toBeGreaterThan(0);
  await expect(erase.getByLabel('What is to go').getByRole('option')).toHaveText([
    'Ben Marlowe',
    'Everything, of everybody',
  ]);
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await expect(page.getByRole('article')).toHaveCount(1);
  await kill(launched as Launched);
  for (const trace of [ada!.patientId, ada!.lastName]) expect(filesWith(dataDir, trace)).toEqual([]);
  expect(filesWith(dataDir, ben!.patientId)).toContain('history.db');
});

/** Erases everything, as far as the first page. */
async function eraseEverything({ hands }: LaunchedWithHands, page: Page): Promise<void> {
  const erase = section(page, 'Erase');
  await erase.getByLabel('What is to go').selectOption('Everything, of everybody');
  await erase.getByRole('button', { name: 'Show what would go' }).click();
  await expect(erase.getByText('E-mail, password and session are forgotten too.')).toBeVisible();
  await hands.evaluate((one) => void one.dialogAnswers.push({ response: 1 }));
  await erase.getByRole('button', { name: 'Erase all this …' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
}

test('everything is erased, and it begins anew', async ({ signed, dataDir }) => {
  const { launched, page } = await signed.start();
  const { email, password } = signed.simulator;
  const ids = await page.evaluate(async () => {
    const { state } = await window.glucoglance.invoke('snapshot:read', undefined);
    return state!.people.map(({ person }) => person.patientId);
  });
  // What is left of an evening and of a time in which the program hung.
  for (const name of ['evening.json', 'watchdog.json']) writeFileSync(join(dataDir, name), '{}');
  await eraseEverything(launched, page);
  await kill(launched as Launched);
  for (const trace of [...ids, 'Lindqvist', 'Marlowe', email, password])
    expect(filesWith(dataDir, trace)).toEqual([]);
  // An empty history and its copies, settings, until when not to sign in, and what whoever runs writes anew.
  const stays =
    /^(history\.db.*|backups|config\.json|state\.json|poller\.lock|running\.json|window\.json|logs|stand-in)$/;
  expect(readdirSync(dataDir).filter((name) => !stays.test(name))).toEqual([]);
});

test('everything is erased from the keychain too', async ({ launchWithHands, dataDir }) => {
  const missing = keyringMissing();
  test.skip(missing !== null, missing ?? '');
  const keyring = await startKeyringSession();
  await keyring.begin();
  const simulator = await startSimulator({ scenario: calm });
  const env = { ...keyring.env, LIBRELINKUP_BASE_URL: simulator.url };
  const first = await launchWithHands({ env });
  await signIn(await first.app.firstWindow(), simulator);
  await recorded(await first.app.firstWindow());
  await first.app.close();
  // Who is signed in stays so over a start.
  const second = await launchWithHands({ env });
  const page = await second.app.firstWindow();
  await page.getByRole('button', { name: 'Data', exact: true }).click();
  await eraseEverything(second, page);
  await second.app.close();
  const { app } = await launchWithHands({ env });
  const after = await app.firstWindow();
  await expect(after.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  expect(filesWith(dataDir, simulator.email)).toEqual([]);
  await app.close();
  await simulator.close();
  await keyring.close();
});
