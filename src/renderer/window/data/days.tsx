import { QUARTERS, type DayStrip } from '../../../shared/exchange/day-strip.ts';
import { civilDateInFull } from '../../../shared/messages/civil-dates.ts';
import { say } from '../../../shared/messages/say.ts';
import { DAY } from '../../../shared/time.ts';

const HEIGHT = 24;

/** The days of a file as a strip: above how full each is in the file, below what of it is recorded here. */
export function Days({ days: { first, file, held } }: { days: DayStrip }) {
  const { length } = file;
  const last = first + (length - 1) * DAY;
  const fresh = file.reduce((count, full, day) => count + (full > 0 && held[day] === 0 ? 1 : 0), 0);
  const told = say('window.imports.days', { count: length, fresh });
  return (
    <figure class="import-days stack tight">
      <figcaption>{told}</figcaption>
      <svg
        viewBox={`0 0 ${length} ${2 * HEIGHT + 2}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={told}
      >
        <rect class="ground" width={length} height={2 * HEIGHT + 2} />
        <path class="in-file" d={bars(file, HEIGHT, -1)} />
        <path class="in-history" d={bars(held, HEIGHT + 2, 1)} />
      </svg>
      <div class="import-days-ends hint figures" aria-hidden="true">
        <span>{civilDateInFull(first)}</span>
        <span>{civilDateInFull(last)}</span>
      </div>
      <ul class="import-days-legend plain hint">
        <li>
          <span class="swatch in-file" />
          {say('window.imports.inFile')}
        </li>
        <li>
          <span class="swatch in-history" />
          {say('window.imports.inHistory')}
        </li>
      </ul>
    </figure>
  );
}

/** A bar a day, as high as the day is full. @param up -1: above the base, 1: below it */
function bars(full: Uint8Array, base: number, up: 1 | -1): string {
  // Of days on end as full as each other one bar.
  let path = '';
  for (let day = 0; day < full.length;) {
    const height = full[day] ?? 0;
    let end = day + 1;
    while (end < full.length && full[end] === height) end += 1;
    if (height > 0) path += `M${day} ${base}h${end - day}v${((up * height) / QUARTERS) * HEIGHT}H${day}z`;
    day = end;
  }
  return path;
}
