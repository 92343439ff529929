import { expect, test } from '../support/test.ts';

// What somebody wants to know who has never seen the program, found by what can be seen; the PDF is in report.spec.ts.

test('the lowest of the night, the weekday with most highs, and why it rang yesterday', async ({
  launch,
}) => {
  const { app } = await launch();
  const page = await app.firstWindow();
  await page.getByRole('button', { name: 'Try it with demo data' }).click();

  const night = page.getByRole('region', { name: /: (Last night|Tonight so far),/ });
  // Right after midnight nothing is known of it yet.
  await expect(night.getByText(/^\d+\smg\/dL at |^No readings\.$/)).toBeVisible();

  await page.getByRole('button', { name: 'Patterns', exact: true }).click();
  await expect(page.getByText(/^Most highs: \w+day, \d+% of the time over 180\smg\/dL\.$/)).toBeVisible();

  await page.getByRole('button', { name: 'Journal', exact: true }).click();
  await page.getByRole('button', { name: 'Earlier', exact: true }).click();
  const rang = page.getByRole('listitem').filter({ hasText: 'raised' });
  await rang
    .first()
    .getByRole('button', { name: /^Why\? / })
    .click();
  await expect(page.getByRole('heading', { name: /^What can be said about / })).toBeVisible();
  await expect(page.getByText(/rang last at .* with \d/).first()).toBeVisible();

  // The same from the page that is open anyway.
  await page.getByRole('button', { name: 'Now', exact: true }).click();
  await page.getByRole('button', { name: /^Why\? / }).click();
  await expect(page.getByText(/rang last at .* with \d/).first()).toBeVisible();
});
