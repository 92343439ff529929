import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type axe from 'axe-core';

const SOURCE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Extent {
  /** A selector: of the page this alone. */
  include?: string;
  /** A selector: all but this. */
  exclude?: string;
  /** Of axe's rules these alone. */
  rules?: readonly string[];
}

/**
 * What axe finds in a page, a line for each rule: its id, and the beginning of each element that breaks it. It runs in the
 * page itself, into which it is brought once, and without words on what is in order: a spec takes a third of the time.
 */
export async function violations(
  page: Page,
  { include = ':root', exclude, rules }: Extent = {},
): Promise<string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(SOURCE);
  const options: axe.RunOptions = {
    resultTypes: ['violations'],
    ...(rules && { runOnly: { type: 'rule', values: [...rules] } }),
  };
  const given = [{ include, exclude: exclude ?? [] }, options].map((one) => JSON.stringify(one)).join();
  const found: axe.Result[] = await page.evaluate(`axe.run(${given}).then((result) => result.violations)`);
  return found.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`);
}
