import { defineConfig } from '@playwright/test';
import { findBrowser } from './test/electron-stand-in/chromium/find-browser.ts';
import { UNNEEDED_FEATURES } from './test/electron-stand-in/chromium/unneeded-features.ts';

const executablePath = findBrowser();

// Chromium heeds the last such list only, so that Playwright's own is in it too.
const DISABLED_FEATURES = [
  ...UNNEEDED_FEATURES,
  'AimEnabled',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

export default defineConfig({
  // The others are vitest's.
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Each desktop spec starts the program, and with it a browser.
  workers: 2,
  fullyParallel: true,
  // Only for what hangs: no spec may depend on how busy the machine is.
  timeout: 180_000,
  expect: { timeout: 45_000 },
  forbidOnly: process.env['CI'] !== undefined,
  // What fails and then passes is listed as flaky at the end, to be mended; it keeps nobody from learning of the rest.
  retries: process.env['CI'] === undefined ? 0 : 1,
  reporter: [['list'], ['./test/e2e/support/hands-reporter.ts']],
  projects: [
    { name: 'desktop', testDir: 'test/e2e', testIgnore: 'stand-in/**' },
    // The stand-in's own specs: for whoever changes it, and for CI.
    { name: 'stand-in', testDir: 'test/e2e/stand-in' },
    {
      name: 'renderer',
      testDir: 'test/renderer',
      use: {
        browserName: 'chromium',
        locale: 'en-GB',
        timezoneId: 'Europe/London',
        contextOptions: { reducedMotion: 'reduce' },
        viewport: { width: 1100, height: 760 },
        launchOptions: {
          args: [`--disable-features=${DISABLED_FEATURES.join()}`],
          ...(executablePath !== null && { executablePath }),
        },
      },
    },
  ],
});
