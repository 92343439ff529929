import type { Page } from '@playwright/test';
import { chart, expect, test } from '../chart-test.ts';

test.use({ timezoneId: 'Europe/Berlin', locale: 'en-GB', viewport: { width: 1000, height: 720 } });

interface Part {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Column {
  x: number;
  top: number;
  bottom: number;
}

/**
 * The columns of a part of the canvas that have pixels of a colour of the palette, and from where to where, CSS pixels from
 * its corner. Lines let nothing through, so hardly any pixel of theirs has another.
 */
const drawnIn = (page: Page, property: string, part: Part): Promise<Column[]> =>
  page.evaluate(
    ({ name, left, right, top, bottom }) => {
      const probe = document.querySelector('.chart-plot')!.appendChild(document.createElement('span'));
      probe.style.color = `var(${name})`;
      const wanted = getComputedStyle(probe)
        .color.match(/[\d.]+/g)!
        .slice(0, 3)
        .map(Number);
      probe.remove();
      const canvas = document.querySelector('canvas')!;
      const ratio = devicePixelRatio;
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d')!;
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      const isThere = (x: number, y: number): boolean =>
        wanted.every((part, i) => Math.abs((data[(y * canvas.width + x) * 4 + i] ?? 0) - part) <= 3);
      const found: Column[] = [];
      for (let x = Math.ceil(left * ratio); x < right * ratio; x++) {
        const rows: number[] = [];
        for (let y = Math.ceil(top * ratio); y < bottom * ratio; y++) if (isThere(x, y)) rows.push(y);
        if (rows.length > 0)
          found.push({ x: x / ratio, top: rows[0]! / ratio, bottom: (rows.at(-1)! + 1) / ratio });
      }
      return found;
    },
    { name: property, ...part },
  );

for (const deviceScaleFactor of [1, 2]) {
  test.describe(`on a screen of ${deviceScaleFactor} pixels to one`, () => {
    test.use({ deviceScaleFactor });

    test('a single minute of months is as low, and as high, as it was, and a gap is open', async ({
      open,
      page,
    }) => {
      await open('story=spikes&span=2160&unit=mgdl');
      await expect(page.locator('.chart-summary')).toContainText('lowest 45 mg/dL');
      const box = (await chart(page).boundingBox())!;
      const plot = { left: 44, right: box.width - 98, top: 32, bottom: box.height - 42 };
      /** Where things lie, as `areaOf` and `windowOf` put them. */
      const x = (daysAgo: number) => plot.left + (plot.right - plot.left) * ((90 * 0.97 - daysAgo) / 90);
      const y = (mgdl: number) => plot.bottom - ((mgdl - 40) / (300 - 40)) * (plot.bottom - plot.top);

      // Below the line of the limit, and above the others.
      const lows = await drawnIn(page, '--very-low', { ...plot, top: y(52) });
      const highs = await drawnIn(page, '--very-high', { ...plot, bottom: y(252) });
      for (const [columns, at] of [
        [lows, x(30)],
        [highs, x(45)],
      ] as const) {
        expect(columns.length).toBeGreaterThan(0);
        for (const column of columns) expect(Math.abs(column.x + 0.5 - at)).toBeLessThanOrEqual(2);
      }
      // Half a line further, to the next pixel.
      const ends = [Math.max(...lows.map(({ bottom }) => bottom)), Math.min(...highs.map(({ top }) => top))];
      expect(Math.abs(ends[0]! - y(45))).toBeLessThanOrEqual(1.75);
      expect(Math.abs(ends[1]! - y(290))).toBeLessThanOrEqual(1.75);

      const inside = { ...plot, top: y(140), bottom: y(100) };
      const [from, to] = [x(0.75 * 90), x(0.7 * 90)];
      expect(await drawnIn(page, '--range-in', { ...inside, left: from + 2, right: to - 2 })).toEqual([]);
      const beside = await drawnIn(page, '--range-in', { ...inside, right: x(1) });
      const all = (x(1) - plot.left - (to - from)) * deviceScaleFactor;
      expect(Math.abs(beside.length - all)).toBeLessThanOrEqual(4 * deviceScaleFactor);
    });
  });
}
