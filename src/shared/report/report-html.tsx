import { renderToString } from 'preact-render-to-string';
import { say } from '../messages/say.ts';
import { speech } from '../messages/speech.ts';
import type { ClinicReportProps } from './clinic-figures.ts';
import { ClinicReport } from './clinic-report.tsx';
import { CLINIC_STYLE } from './clinic-style.ts';
import type { Paper } from './paper.ts';

const SIZES: Readonly<Record<Paper, string>> = { a4: 'A4', letter: 'letter' };
/** Of the page around the sheets, on a screen and on paper. */
const AROUND =
  'body{background:#fff}main{display:grid;justify-content:center;gap:8mm}@media print{main{display:block}}';

/** The glucose report as one HTML file that loads nothing and prints as two pages. */
export function reportHtml(props: ClinicReportProps, paper: Paper): string {
  const body = renderToString(
    <main>
      <ClinicReport {...props} />
    </main>,
  );
  const title = props.name === null ? say('clinic.title') : `${say('clinic.title')}, ${props.name}`;
  return [
    `<!doctype html><html lang="${speech().language}"><head><meta charset="utf-8">`,
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">`,
    `<title>${escaped(title)}</title><style>@page{size:${SIZES[paper]};margin:12mm}${CLINIC_STYLE}${AROUND}</style></head>`,
    `<body>${body}</body></html>\n`,
  ].join('');
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
