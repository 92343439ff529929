import type { Page } from '@playwright/test';
import { alarmWindowBounds } from '../../../src/main/desktop/alarms/alarm-window-bounds.ts';
import type { Scene } from '../../../scripts/gallery/scenes/scene.ts';
import { expect, openScene } from './test.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1040 };

/** Opens the alarm window in a scene, as large as it comes for it. */
export async function openAlarmWindow(
  page: Page,
  url: string,
  scene: Scene,
): Promise<{ width: number; height: number }> {
  const { width, height } = alarmWindowBounds(SCREEN, scene.snapshot.alarms.length, 'linux');
  await page.setViewportSize({ width, height });
  await openScene(page, `${url}alarm.html`, scene);
  return { width, height };
}

export async function expectNothingToScroll(page: Page): Promise<void> {
  expect(
    await page.locator('.cards').evaluate(({ scrollHeight, clientHeight }) => scrollHeight - clientHeight),
  ).toBeLessThanOrEqual(0);
}
