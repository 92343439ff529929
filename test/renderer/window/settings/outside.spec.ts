import { problem } from '../../../../src/shared/problems.ts';
import { fail } from '../../../../src/shared/result.ts';
import { answers, bothPeople, snapshot, welcomed } from '../../../../scripts/gallery/scenes/snapshots.ts';
import { asked, expect, test } from '../../support/test.ts';

const settings = { snapshot: snapshot({}, bothPeople), page: 'settings' as const, answers };

test('the local feed is off, and says where it serves once it is on', async ({ open }) => {
  const page = await open(settings);
  const feed = page.getByRole('region', { name: 'Local feed', exact: true });
  await expect(feed.getByRole('switch')).not.toBeChecked();
  await expect(feed.getByText('Every program on this computer may read it.')).toBeVisible();
  await feed.getByRole('switch').check();
  await expect.poll(() => asked(page, 'settings:update')).toEqual([{ feed: { on: true } }]);
  await page.evaluate(() => window.fake.change({ feed: { url: 'http://127.0.0.1:17580' } }));
  await expect(feed.getByText('Served at http://127.0.0.1:17580/sgv.json')).toBeVisible();
});

test('a port that cannot be one is not kept', async ({ open }) => {
  const page = await open(settings);
  const port = page.getByLabel('Port', { exact: true });
  for (const wrong of ['80', '65536', 'http']) {
    await port.fill(wrong);
    await port.press('Tab');
    await expect(page.getByText('A whole number from 1024 to 65535, please.')).toBeVisible();
  }
  await port.fill('18080');
  await port.press('Tab');
  await expect.poll(() => asked(page, 'settings:update')).toEqual([{ feed: { port: 18_080 } }]);
});

test('a secret is handed over once, and stands nowhere afterwards', async ({ open }) => {
  const page = await open(settings);
  const secret = page.getByLabel('Secret', { exact: true });
  await secret.fill('too short');
  await page.getByRole('button', { name: 'Ask for this secret' }).click();
  expect(await secret.evaluate((field: HTMLInputElement) => field.validity.tooShort)).toBe(true);
  await secret.fill('correct-horse-battery');
  await secret.press('Enter');
  await expect.poll(() => asked(page, 'feed:secret')).toEqual([{ secret: 'correct-horse-battery' }]);
  await expect(secret).toHaveValue('');
});

test('a site is connected with its address and token, which stays where it was refused', async ({ open }) => {
  const refused = fail(problem('nightscoutRefused', { host: 'ada.example' }));
  const page = await open({ ...settings, answers: { ...answers, 'nightscout:connect': refused } });
  const nightscout = page.getByRole('region', { name: 'Nightscout', exact: true });
  const token = nightscout.getByLabel('Token or API secret');
  await nightscout.getByLabel('Address of the site').fill(' https://ada.example ');
  await token.fill('glucoglance-0123456789abcdef');
  await token.press('Enter');
  await expect(nightscout.getByRole('status')).toHaveText(/^ada\.example refuses this token or secret/);
  await expect(token).toHaveValue('glucoglance-0123456789abcdef');
  expect(await asked(page, 'nightscout:connect')).toEqual([
    { url: 'https://ada.example', token: 'glucoglance-0123456789abcdef', patientId: null },
  ]);
});

test('whose readings are sent is chosen, and disconnecting takes two steps', async ({ open }) => {
  const nightscout = { on: false, url: 'https://ada.example', patientId: null, intervalMinutes: 5 };
  const page = await open({
    ...settings,
    snapshot: snapshot({ settings: { ...welcomed, nightscout } }, bothPeople),
  });
  const section = page.getByRole('region', { name: 'Nightscout', exact: true });
  const person = section.getByLabel('Whose readings');
  await expect(person).toHaveValue('');
  await person.selectOption({ label: 'Ben Marlowe' });
  await section.getByRole('switch').check();
  await section.getByLabel('One reading every').selectOption({ label: '1 minute' });
  await expect
    .poll(() => asked(page, 'settings:update'))
    .toEqual([
      { nightscout: { patientId: 'ben' } },
      { nightscout: { on: true } },
      { nightscout: { intervalMinutes: 1 } },
    ]);
  await section.getByRole('button', { name: 'Disconnect' }).click();
  expect(await asked(page, 'nightscout:disconnect')).toEqual([]);
  await section.getByRole('button', { name: 'Disconnect' }).last().click();
  await expect.poll(() => asked(page, 'nightscout:disconnect')).toHaveLength(1);
});

test('the demo is never uploaded', async ({ open }) => {
  const page = await open({ ...settings, snapshot: snapshot({ mode: 'demo' }, bothPeople) });
  const section = page.getByRole('region', { name: 'Nightscout', exact: true });
  await expect(section.getByText('never uploaded')).toBeVisible();
  await expect(section.getByRole('textbox')).toHaveCount(0);
});
