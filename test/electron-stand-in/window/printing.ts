import type { PageSession } from './page-session.ts';

/** The options of `printToPDF` that are provided; Chromium calls them the same. */
const PROVIDED: readonly (keyof Electron.PrintToPDFOptions)[] = [
  'landscape',
  'preferCSSPageSize',
  'printBackground',
  'generateTaggedPDF',
  'generateDocumentOutline',
];

/** What Chromium makes of a page on paper; as Electron's, Letter without a size of the page's own, and not tagged. */
export async function pdfOf(page: PageSession, options: Electron.PrintToPDFOptions): Promise<Buffer> {
  const missing = Object.keys(options).filter((name) => !PROVIDED.includes(name as 'landscape'));
  if (missing.length > 0) throw new Error(`stand-in: printToPDF has no ${missing.join(', ')}`);
  const { generateTaggedPDF = false, ...others } = options;
  const { data } = await page.send('Page.printToPDF', { ...others, generateTaggedPDF });
  return Buffer.from(data, 'base64');
}
