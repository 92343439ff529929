import type { Page } from '@playwright/test';
import type { Happened, JournalDays } from '../../../../src/shared/ipc/alarms.ts';
import { explain } from '../../../../src/shared/messages/sentences/alarm-explanation.ts';
import { journalCells, journalSentence } from '../../../../src/shared/messages/sentences/journal.ts';
import '../../../../src/shared/messages/every-language.generated.ts';
import { speakAs } from '../../../../src/shared/messages/speech.ts';
import { dateText } from '../../../../src/shared/messages/civil-dates.ts';
import { inCourse, type JournalEntry } from '../../../../src/shared/alarms/journal-entry.ts';
import { scenes } from '../../../../scripts/gallery/scenes/window-scenes.ts';
import { ASKED_AT } from '../../../../scripts/gallery/scenes/journal.ts';
import { NOON, ringing } from '../../../../scripts/gallery/scenes/snapshots.ts';
import { asked, expect, test } from '../../support/test.ts';

/* The page is in London, and so is whoever wears the sensor: what is in UTC is as they write it. */
speakAs(() => ({ language: 'en', locale: 'en-GB', clock: null }));

const scene = (name: string) => scenes[`journal${name}`]!;
const answerOf = <T>(name: string, channel: string) => (scene(name).answers![channel] as { value: T }).value;

const mmol = (mgdl: number) => `${(mgdl / 18).toFixed(1)}\u00a0mmol/L`;
const clock = (instant: number) => new Date(instant).toISOString().slice(11, 16);
const day = (instant: number) => new Date(instant).toISOString().slice(0, 10);
const dayTime = (instant: number) => `${dateText(day(instant))}, ${clock(instant)}`;

const rows = (page: Page) => page.locator('.journal-row');
const sentences = (page: Page) => rows(page).locator('p').allInnerTexts();

/** As `glucoglance alarms` has them, newest first. */
function expected({ entries, people }: JournalDays, wanted: (entry: JournalEntry) => boolean = () => true) {
  return entries
    .filter(wanted)
    .toReversed()
    .map((entry) => {
      const person = people.find(({ patientId }) => patientId === entry.patientId);
      const glucose = person?.unit === 'mgdl' ? (mgdl: number) => `${mgdl}\u00a0mg/dL` : mmol;
      const time = (instant: number) => (day(instant) === day(entry.at) ? clock(instant) : dayTime(instant));
      return { entry, writer: { name: person?.name ?? null, glucose, time } };
    });
}
const told = (...given: Parameters<typeof expected>) =>
  expected(...given).map(({ entry, writer }) => journalSentence(entry as never, writer));

test('tells what the alarms did on a day, as the command line has it, newest first', async ({ open }) => {
  const journal = answerOf<JournalDays>('', 'alarms:journal');
  expect(journal.entries.length).toBeGreaterThan(20);
  const page = await open(scene(''));
  await expect.poll(() => sentences(page)).toEqual(told(journal));
  await expect
    .poll(() => rows(page).locator('time').allInnerTexts())
    .toEqual(journal.entries.toReversed().map(({ at }) => clock(at)));
  await expect.poll(() => asked(page, 'alarms:journal')).toEqual([{ date: '2026-11-20', days: 1 }]);
});

test('draws each ring, repeat and hold on the line that raised it', async ({ open }) => {
  const { entries, people } = answerOf<JournalDays>(' two people', 'alarms:journal');
  const page = await open(scene(' two people'));
  for (const { name, patientId } of people) {
    const lines = page.getByRole('region', { name });
    await expect(lines.getByRole('listitem')).toHaveCount(7);
    const marked = entries.filter(
      (one) => one.patientId === patientId && ['raised', 'repeated', 'heldBack'].includes(one.decision),
    );
    await expect(lines.locator('.alarm-mark')).toHaveCount(marked.length);
  }
  const rang = entries.filter(
    ({ at, decision, patientId }) => patientId === 'ada' && decision === 'raised' && day(at) === '2026-11-20',
  ).length;
  await expect(page.getByRole('region', { name: 'Ada Lindqvist' })).toContainText(
    `Ada Lindqvist, Fri 20 Nov: ${rang} alarms were raised.`,
  );
});

test('shows one kind, or one person, or what is about the program', async ({ open }) => {
  const journal = answerOf<JournalDays>(' two people', 'alarms:journal');
  const page = await open(scene(' two people'));
  await page.getByRole('combobox', { name: 'Alarm' }).selectOption('Urgent low');
  await expect.poll(() => sentences(page)).toEqual(told(journal, ({ kind }) => kind === 'urgentLow'));
  await page.getByRole('combobox', { name: 'Alarm' }).selectOption('Every alarm');
  await page.getByRole('combobox', { name: 'About' }).selectOption('Ben Marlowe');
  await expect.poll(() => sentences(page)).toEqual(told(journal, ({ patientId }) => patientId === 'ben'));
  await expect(page.getByRole('region', { name: 'Ada Lindqvist' })).toHaveCount(0);
  await page.getByRole('combobox', { name: 'About' }).selectOption('Glucoglance');
  await expect.poll(() => sentences(page)).toEqual(told(journal, ({ patientId }) => patientId === null));
  await page.getByRole('combobox', { name: 'Alarm' }).selectOption('Sensor');
  await expect(page.getByText('Nothing of this kind in this time.')).toBeVisible();
});

test('steps by days and weeks, by the keyboard too, and not past today', async ({ open }) => {
  const page = await open(scene(''));
  const requests = () => asked(page, 'alarms:journal');
  await expect(page.getByRole('button', { name: 'Later' })).toBeDisabled();
  await page.getByRole('button', { name: 'Earlier' }).focus();
  await page.keyboard.press('Enter');
  await expect.poll(requests).toContainEqual({ date: '2026-11-19', days: 1 });
  await expect(page.getByRole('button', { name: 'Earlier' })).toBeFocused();
  await page.getByRole('button', { name: 'Seven days' }).click();
  await expect.poll(requests).toContainEqual({ date: '2026-11-19', days: 7 });
  await page.getByRole('button', { name: 'Later' }).click();
  await expect.poll(async () => (await requests()).at(-1)).toEqual({ date: '2026-11-20', days: 7 });
  await page.getByRole('button', { name: 'Earlier' }).click();
  await page.getByRole('button', { name: 'Today' }).click();
  await expect.poll(async () => (await requests()).at(-1)).toEqual({ date: '2026-11-20', days: 7 });
});

test('a day of the week opens', async ({ open }) => {
  const page = await open(scene(' week'));
  await page.getByRole('button', { name: 'Show Wed 18 Nov' }).click();
  await expect
    .poll(async () => (await asked(page, 'alarms:journal')).at(-1))
    .toEqual({
      date: '2026-11-18',
      days: 1,
    });
});

/** As `glucoglance alarms why` has it. */
function why({ people, ...then }: Happened): string[] {
  return explain({ ...then, people: people.map((one) => ({ ...one, glucose: mmol })) }, dayTime);
}

test('tells why it rang at a minute that is typed, or did not', async ({ open }) => {
  const happened = answerOf<Happened>('', 'alarms:why');
  const page = await open(scene(''));
  await page.getByLabel('Date').fill('2026-11-20');
  await page.getByLabel('Time', { exact: true }).fill('312');
  await page.keyboard.press('Enter');
  await expect.poll(() => page.locator('.why-answer li').allInnerTexts()).toEqual(why(happened));
  await expect.poll(() => asked(page, 'alarms:why')).toEqual([{ local: ASKED_AT }]);
  const heading = page.getByRole('heading', { name: 'What can be said about Fri 20 Nov, 03:12' });
  await expect(heading).toBeFocused();
  await page.getByRole('button', { name: 'Close' }).click();
  await expect(heading).toHaveCount(0);
});

test('asks about this very minute where nothing was typed, whatever the clock of the wearer shows', async ({
  open,
}) => {
  const page = await open(scene(''));
  await page.getByRole('button', { name: 'Tell why' }).click();
  await expect(page.locator('.why-answer')).toBeVisible();
  await expect.poll(() => asked(page, 'alarms:why')).toEqual([{ instant: NOON }]);
  // From the answer on the fields have that clock.
  await page.getByRole('button', { name: 'Tell why' }).click();
  await expect.poll(() => asked(page, 'alarms:why')).toEqual([{ instant: NOON }, { local: ASKED_AT }]);
});

test('tells it of an alarm in the list', async ({ open }) => {
  const journal = answerOf<JournalDays>('', 'alarms:journal');
  const page = await open(scene(''));
  await rows(page)
    .nth(2)
    .getByRole('button', { name: /^Why\? / })
    .click();
  await expect(page.locator('.why-answer')).toBeInViewport();
  await expect.poll(() => asked(page, 'alarms:why')).toEqual([{ instant: journal.entries.at(-3)!.at }]);
});

test('tells it of what main asks for, and shows that day', async ({ open }) => {
  const page = await open(scenes['now in range']!);
  await page.evaluate(
    (at) => window.fake.tell('page:show', { page: 'journal', patientId: null, at }),
    ASKED_AT,
  );
  await expect(page.locator('.why-answer')).toBeVisible();
  await expect(page.getByLabel('Time', { exact: true })).toHaveValue('03:12');
  await expect.poll(() => asked(page, 'alarms:why')).toEqual([{ instant: ASKED_AT }]);
});

test('a click on the chart asks about that minute, Enter about the reading pointed at; a drag asks nothing', async ({
  open,
}) => {
  const page = await open(scenes['chart']!);
  const plot = page.getByRole('application');
  const box = (await plot.boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + 90);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2 - 60, box.y + 90, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => asked(page, 'alarms:why')).toEqual([]);
  await page.mouse.click(box.x + box.width / 2, box.y + 90);
  await expect(page.locator('.why-answer')).toBeVisible();
  const [{ instant }] = (await asked(page, 'alarms:why')) as [{ instant: number }];
  expect(instant).toBeGreaterThan(NOON - 24 * 3_600_000);
  expect(instant).toBeLessThan(NOON);
  await page.getByRole('button', { name: 'Chart', exact: true }).click();
  await plot.focus();
  await page.keyboard.press('Shift+ArrowLeft');
  await page.keyboard.press('Enter');
  await expect(page.locator('.why-answer')).toBeVisible();
  await expect.poll(() => asked(page, 'alarms:why')).toHaveLength(2);
});

test('a question that was left is cancelled, and not asked again', async ({ open }) => {
  const page = await open({ ...scene(''), answers: { ...scene('').answers, 'alarms:why': 'never' } });
  await page.getByRole('button', { name: 'Tell why' }).click();
  await expect(page.getByText('Reading the history …')).toBeVisible();
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await expect.poll(async () => (await asked(page, 'work:cancel')).length).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Journal', exact: true }).click();
  await expect.poll(() => asked(page, 'alarms:why')).toHaveLength(1);
});

test('what rings meanwhile comes in', async ({ open }) => {
  const page = await open(scene(' quiet'));
  await expect(page.getByText('No alarm, and nothing held back, in this time.')).toBeVisible();
  const journal = answerOf<JournalDays>('', 'alarms:journal');
  await page.evaluate(
    ([value, alarm]) => {
      window.fake.answers['alarms:journal'] = { ok: true, value };
      window.fake.change({ alarms: [alarm] });
    },
    [journal, ringing()] as const,
  );
  await expect(rows(page)).toHaveCount(journal.entries.length);
});

test('goes into the clipboard as the table of the command line', async ({ open }) => {
  const journal = answerOf<JournalDays>('', 'alarms:journal');
  const page = await open(scene(' copied'));
  await expect(page.getByText(`Copied: ${journal.entries.length} rows.`)).toBeVisible();
  const [{ text }] = (await asked(page, 'table:copy')) as [{ text: string }];
  const lines = expected({ ...journal, entries: inCourse(journal.entries) }).map(({ entry, writer }) =>
    [`${day(entry.at)} ${clock(entry.at)}`, ...journalCells(entry, writer)]
      .map((cell) => cell.replace('\u00a0', ' '))
      .join('\t'),
  );
  expect(text).toBe(['Time\tPerson\tAlarm\tGlucose\tWhat\tWhy', ...lines, ''].join('\n'));
});

test('times are those of the wearer, and say so where that clock is another', async ({ open }) => {
  const page = await open(scene(' elsewhere'));
  await expect(rows(page).first().locator('time')).toContainText('(UTC+09:00)');
});

test('nothing at all is said in words', async ({ open }) => {
  const page = await open(scene(' empty'));
  await expect(page.getByText('No alarm, and nothing held back, in this time.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Copy as table' })).toHaveCount(0);
});
