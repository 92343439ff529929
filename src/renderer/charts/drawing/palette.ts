/** The colours of the chart as a canvas wants them: resolved for the theme at hand. */
export interface Palette {
  ink: string;
  muted: string;
  grid: string;
  surface: string;
  /** The target band, and the lines it ends in. */
  band: string;
  bandEdge: string;
  /** The usual range of 14 days. */
  usual: string;
  veryLow: string;
  low: string;
  in: string;
  high: string;
  veryHigh: string;
  font: string;
}

/** The custom properties the colours come from, each with what holds where a theme does not name it. */
const TOKENS: Readonly<
  Record<Exclude<keyof Palette, 'font'>, readonly [property: string, fallback: string]>
> = {
  ink: ['--ink', 'light-dark(#1d2126, #eceae6)'],
  muted: ['--muted', 'light-dark(#5a626c, #a4abb3)'],
  grid: ['--grid', 'light-dark(#e6e3dd, #2e3338)'],
  surface: ['--surface', 'light-dark(#ffffff, #202327)'],
  band: ['--band', 'light-dark(#e6f2ea, #20342b)'],
  bandEdge: ['--band-edge', 'light-dark(#5f9a7b, #5a9174)'],
  usual: ['--usual', 'light-dark(#6b7f9e, #8ea3c4)'],
  veryLow: ['--very-low', 'light-dark(#7d1519, #ff6b6b)'],
  low: ['--range-low', 'light-dark(#c22f2f, #ff8f8a)'],
  in: ['--range-in', 'light-dark(#1b7a50, #6fd0a2)'],
  high: ['--range-high', 'light-dark(#b7791f, #f2c14e)'],
  veryHigh: ['--very-high', 'light-dark(#c2560c, #ff9f45)'],
};

/**
 * Reads the colours that hold for an element. Probes are asked, since a property's own text may still say `light-dark()`;
 * all at once, so that styles are reckoned once.
 */
export function readPalette(element: HTMLElement): Palette {
  const probes = element.ownerDocument.createElement('span');
  probes.hidden = true;
  const asked = Object.entries(TOKENS).map(([name, [property, fallback]]) => {
    const probe = probes.appendChild(element.ownerDocument.createElement('span'));
    probe.style.color = `var(${property}, ${fallback})`;
    return [name, probe] as const;
  });
  element.append(probes);
  const entries = asked.map(([name, probe]) => [name, getComputedStyle(probe).color]);
  const font = getComputedStyle(element).fontFamily;
  probes.remove();
  return { ...(Object.fromEntries(entries) as Omit<Palette, 'font'>), font };
}

/** A colour that lets so much of what is under it through; `color` as the browser resolves it. */
export function faded(color: string, alpha: number): string {
  return `color-mix(in srgb, ${color} ${Math.round(alpha * 100)}%, transparent)`;
}

/** Calls back when the theme may have become another: the system's, or a class or attribute of the page. */
export function onThemeChange(listener: () => void): () => void {
  const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)', '(forced-colors: active)'].map(
    (query) => matchMedia(query),
  );
  for (const query of queries) query.addEventListener('change', listener);
  const observer = new MutationObserver(listener);
  observer.observe(document.documentElement, {
    attributes: true,
    attributeFilter: ['class', 'style', 'data-theme', 'data-palette'],
  });
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
    observer.disconnect();
  };
}
