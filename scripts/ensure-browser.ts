/**
 * Prints the Chromium that the desktop specs show their windows in, or says that there is none. It installs nothing:
 * which browser comes onto a machine is its owner's decision.
 */
import { findBrowser } from '../test/electron-stand-in/chromium/find-browser.ts';

const browser = findBrowser();
if (browser === null) {
  console.error(
    'No Chromium was found. Install one (on Debian the package "chromium"), or Playwright\'s own with ' +
      '"npx playwright install chromium", or name one in GLUCOGLANCE_CHROMIUM.',
  );
  process.exitCode = 1;
} else {
  console.log(browser);
}
