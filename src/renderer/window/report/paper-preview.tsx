import { render } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ClinicReportProps } from '../../../shared/report/clinic-figures.ts';
import { ClinicReport } from '../../../shared/report/clinic-report.tsx';
import { CLINIC_STYLE } from '../../../shared/report/clinic-style.ts';
import type { Paper } from '../../../shared/report/paper.ts';

/** The sheets with their margins, as wide as there is room; lengths on them shrink with it. */
const PREVIEW_STYLE = `
:host{display:block;container-type:inline-size}
.sheets{display:grid;gap:6mm}
.sheets.a4{zoom:calc(100cqi / 210mm)}
.sheets.letter{zoom:calc(100cqi / 215.9mm)}
.sheet{box-sizing:content-box;padding:12mm 12mm 33mm}
.letter .sheet{padding:12mm 14.95mm 15.4mm}
`;

/**
 * The pages as they will be printed, drawn by the same components in the same style; nothing of the window's own style
 * reaches them, and nothing of theirs the window.
 */
export function PaperPreview({ paper, ...report }: ClinicReportProps & { paper: Paper }) {
  const host = useRef<HTMLDivElement>(null);
  // After each drawing, for the language may be another one.
  useEffect(() => {
    const root = host.current!.shadowRoot ?? shadowOf(host.current!);
    render(
      <div class={`sheets ${paper}`}>
        <ClinicReport {...report} />
      </div>,
      root,
    );
  });
  useEffect(() => () => void (host.current?.shadowRoot && render(null, host.current.shadowRoot)), []);
  return <div ref={host} class="paper-preview" />;
}

function shadowOf(host: HTMLElement): ShadowRoot {
  const root = host.attachShadow({ mode: 'open' });
  const style = new CSSStyleSheet();
  style.replaceSync(CLINIC_STYLE + PREVIEW_STYLE);
  root.adoptedStyleSheets = [style];
  return root;
}
