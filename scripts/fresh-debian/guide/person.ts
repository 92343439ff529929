import type { Browser, Locator, Page } from '@playwright/test';
import { setTimeout as pause } from 'node:timers/promises';
import type { WholeDesktop } from './desktop.ts';

/** How long something may take to come up, ms: a busy computer, a first start. */
const PATIENCE_MS = 90_000;
/** Until the pointer has arrived, and what it does has been drawn. */
const STILL_MS = 700;

interface Place {
  x: number;
  y: number;
}

/**
 * Somebody at the desktop, who looks at windows and has a mouse and a keyboard. Where a word stands is looked up in the page;
 * all that is done there is done by the X server.
 */
export class Person {
  readonly #desktop: WholeDesktop;
  readonly #browser: Browser;
  /** All that was to be read so far, window by window. */
  read = '';

  constructor(desktop: WholeDesktop, browser: Browser) {
    this.#desktop = desktop;
    this.#browser = browser;
  }

  /** Looks at everything that is there. */
  async look(): Promise<void> {
    for (const page of await this.#pages()) this.read += `\n${await page.evaluate(readable)}`;
  }

  /** Presses what bears these words: a button, a link, a box to tick, a heading that opens. */
  async press(words: string | RegExp): Promise<void> {
    await this.#click(await this.#find((page) => pressable(page, words), String(words)));
  }

  /** Answers a question that has several answers to press. */
  async answer(question: string, answer: string): Promise<void> {
    const where = (page: Page) =>
      page.getByRole('radiogroup', { name: question }).getByText(answer, { exact: true });
    await this.#click(await this.#find(where, `${question} ${answer}`));
  }

  /** Closes the window in front, by the cross of its frame. */
  async closeWindow(): Promise<void> {
    this.#desktop.closeWindow();
    await pause(STILL_MS);
  }

  /** Clicks the icon beside the clock. */
  async clickIcon(): Promise<void> {
    this.#desktop.clickIcon();
    await pause(STILL_MS);
  }

  /** Clicks the field of that name and types. */
  async type(field: string, text: string): Promise<void> {
    await this.#click(await this.#find((page) => page.getByLabel(field, { exact: true }), field));
    this.#desktop.run('xdotool', ['type', '--delay', '30', text]);
    await pause(STILL_MS);
  }

  /** Waits until the words are to be seen in some window, and reads what else is there. */
  async see(words: string | RegExp, patience = PATIENCE_MS): Promise<void> {
    const [, seen] = await this.#find((page) => page.getByText(words).first(), String(words), patience);
    await this.#intoSight(seen);
    await this.look();
  }

  /** Waits until a window of that title is there. */
  async seeWindow(title: string, patience: number): Promise<void> {
    for (let left = patience; !this.#isShown(title); left -= 1000) {
      if (left < 0) throw new Error(`No window came up with the title ${title}.`);
      await pause(1000);
    }
    await pause(STILL_MS);
    await this.look();
  }

  /** What is on the screen, the alarm window first: it lies on top. */
  async #pages(): Promise<Page[]> {
    const ours = this.#browser
      .contexts()
      .flatMap((context) => context.pages())
      .filter((page) => page.url().includes('app.stand-in'))
      .toSorted((one, other) => Number(other.url().includes('alarm')) - Number(one.url().includes('alarm')));
    const shown = await Promise.all(ours.map(async (page) => this.#isShown(await page.title())));
    return ours.filter((_, i) => shown[i]);
  }

  #isShown(title: string): boolean {
    return this.#desktop.run('xdotool', ['search', '--onlyvisible', '--name', named(title)], true) !== '';
  }

  async #find(
    where: (page: Page) => Locator,
    words: string,
    patience = PATIENCE_MS,
  ): Promise<[Page, Locator]> {
    for (let left = patience; left > 0; left -= 250) {
      for (const page of await this.#pages()) {
        const found = where(page).first();
        if (await found.isVisible()) return [page, found];
      }
      await pause(250);
    }
    throw new Error(`Nowhere to be seen: ${words}.`);
  }

  async #click([page, found]: [Page, Locator]): Promise<void> {
    await this.look();
    this.#toTheFront(await page.title());
    await this.#intoSight(found, page);
    const box = (await found.boundingBox())!;
    const inPage = { x: box.x + Math.min(box.width / 2, 120), y: box.y + box.height / 2 };
    const corner = await this.#cornerOf(page);
    this.#desktop.click(Math.round(corner.x + inPage.x), Math.round(corner.y + inPage.y));
    await pause(STILL_MS);
  }

  #toTheFront(title: string): void {
    this.#desktop.run('xdotool', [
      'search',
      '--onlyvisible',
      '--name',
      named(title),
      'windowactivate',
      '--sync',
    ]);
  }

  /** Turns the wheel until it is on the screen. */
  async #intoSight(found: Locator, page = found.page()): Promise<void> {
    for (let turns = 0; turns < 80; turns += 1) {
      const box = await found.boundingBox();
      if (box === null) return;
      const { width, height, top } = await page.evaluate(() => ({
        width: innerWidth,
        height: innerHeight,
        // What stays at the top lies over what is scrolled beneath it.
        top: document.querySelector('header')?.getBoundingClientRect().bottom ?? 0,
      }));
      const middle = box.y + box.height / 2;
      const isAbove = middle < Math.max(0, Math.min(top, 120)) + 8;
      if (!isAbove && middle < height - 8) return;
      const corner = await this.#cornerOf(page);
      const over = [Math.round(corner.x + width * 0.7), Math.round(corner.y + height / 2)].map(String);
      this.#desktop.run('xdotool', ['mousemove', ...over, 'click', isAbove ? '4' : '5']);
      await pause(120);
    }
  }

  /** Where a page begins on the screen: the pointer is put over it, and the page says where in itself that is. */
  async #cornerOf(page: Page): Promise<Place> {
    this.#toTheFront(await page.title());
    const told = page.evaluate(
      () =>
        new Promise<{ x: number; y: number }>((resolve) => {
          addEventListener('mousemove', ({ clientX: x, clientY: y }) => resolve({ x, y }), { once: true });
        }),
    );
    let isTold = false;
    void told.then(() => (isTold = true));
    for (let shift = 0; !isTold; shift = (shift + 7) % 50) {
      const said = this.#desktop.run('xdotool', ['getactivewindow', 'getwindowgeometry', '--shell']);
      const of = (name: string) => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(said)?.[1]);
      const at = {
        x: Math.round(of('X') + of('WIDTH') * 0.6) + shift,
        y: Math.round(of('Y') + of('HEIGHT') * 0.6) + shift,
      };
      this.#desktop.run('xdotool', ['mousemove', String(at.x), String(at.y)]);
      await pause(60);
      if (!isTold) continue;
      const inPage = await told;
      return { x: at.x - inPage.x, y: at.y - inPage.y };
    }
    throw new Error('unreachable');
  }
}

/** For xdotool, which takes a pattern: what is no letter may be anything. */
const named = (title: string) => `^${title.replaceAll(/[^\w ]+/g, '.*')}`;

/** By what it is called, the most particular first. */
function pressable(page: Page, words: string | RegExp): Locator {
  const exact = typeof words === 'string';
  const named = (role: 'button' | 'link' | 'checkbox' | 'radio' | 'switch' | 'tab') =>
    page.getByRole(role, { name: words, exact });
  return named('button')
    .or(named('link'))
    .or(named('checkbox'))
    .or(named('switch'))
    .or(named('radio'))
    .or(named('tab'))
    .or(page.locator('summary', { hasText: words }));
}

/** Runs in the page: its words, and the names of what bears none. */
function readable(): string {
  const names = [...document.querySelectorAll('[aria-label],[placeholder]')].map(
    (one) => one.getAttribute('aria-label') ?? one.getAttribute('placeholder'),
  );
  return [document.body.innerText, ...names].join('\n');
}
