import '../../test/e2e/support/bridge.ts';
import type { Page } from '@playwright/test';
import type { Simulator } from '../../src/main/simulator/simulator.ts';

/** A first run of somebody, who is signed in from then on, up to the first value. @param page the window as it opened */
export async function signIn(page: Page, { email, password }: Simulator): Promise<void> {
  await page.locator('#app > *').first().waitFor();
  await page.evaluate(
    async (given) => {
      await window.glucoglance.invoke('account:signIn', { ...given, acceptTerms: false });
      await window.glucoglance.invoke('settings:update', {
        desktop: { welcomed: true, nightOffered: true },
      });
    },
    { email, password },
  );
  await page.locator('.number').first().waitFor();
}
