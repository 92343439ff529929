/** Small drawings on a 24 × 24 ground; each stands beside its word, so readers of the screen are not told of it. */
const PATHS = {
  now: ['M4 14a8 8 0 1 1 16 0', 'M12 14l4-5', 'M4 18h16'],
  chart: ['M4 4v16h16', 'M7.5 15l3.5-5 3.5 3 5-7'],
  patterns: ['M3 17c3-1 4-9 7-9s4 7 7 7 3-3 4-4', 'M3 12c3-1 4-6 7-6s4 5 7 5 3-2 4-3'],
  days: ['M4 6h16', 'M4 12h16', 'M4 18h16', 'M8 4v4', 'M13 10v4', 'M17 16v4'],
  statistics: ['M5 20v-6', 'M10 20V9', 'M15 20v-4', 'M20 20V5', 'M3 20h19'],
  journal: ['M12 4a8 8 0 1 1 0 16a8 8 0 0 1 0-16z', 'M12 7.5V12l3 2.5'],
  report: ['M6 3.5h8l4 4v13H6z', 'M14 3.5v4h4', 'M9 12h6', 'M9 16h6'],
  data: ['M8 15V4', 'M4.5 7.5L8 4l3.5 3.5', 'M16 9v11', 'M12.5 16.5L16 20l3.5-3.5'],
  settings: ['M4 7h9', 'M17 7h3', 'M4 17h3', 'M11 17h9', 'M15 4.5v5', 'M9 14.5v5'],
  status: ['M3 12h4l2.5-6 5 12L17 12h4'],
  bell: ['M6 16.5V11a6 6 0 0 1 12 0v5.5l1.5 2h-15z', 'M10 21h4'],
  bellOff: ['M6 16.5V11a6 6 0 0 1 9-5.2', 'M18 11v5.5l1.5 2H8', 'M10 21h4', 'M4 4l16 17'],
  moon: ['M19.5 14.5A8 8 0 0 1 9.5 4.5a8 8 0 1 0 10 10z'],
  warning: ['M12 4l9 16H3z', 'M12 10v4.5', 'M12 17.4v.1'],
  check: ['M5 12.5l4.5 4.5L19 7.5'],
  cross: ['M6 6l12 12', 'M18 6L6 18'],
  info: ['M12 3.5a8.5 8.5 0 1 1 0 17 8.5 8.5 0 0 1 0-17z', 'M12 11v5.5', 'M12 7.6v.1'],
  sensor: ['M12 4a8 8 0 1 1 0 16 8 8 0 0 1 0-16z', 'M12 9.5a2.5 2.5 0 1 1 0 5 2.5 2.5 0 0 1 0-5z'],
  refresh: ['M19.5 12a7.5 7.5 0 1 1-2.2-5.3', 'M19.5 3.5v4h-4'],
  linked: [
    'M9.5 14.5l5-5',
    'M8 11l-2.5 2.5a3.6 3.6 0 0 0 5 5L13 16',
    'M16 13l2.5-2.5a3.6 3.6 0 0 0-5-5L11 8',
  ],
  unlinked: ['M8 11l-2.5 2.5a3.6 3.6 0 0 0 5 5L13 16', 'M16 13l2.5-2.5a3.6 3.6 0 0 0-5-5L11 8', 'M4 4l16 16'],
  open: ['M4 19V6h5.5l2 2.5H19V11', 'M4 19l3-8h14l-3 8z'],
  save: ['M12 4v10', 'M7.5 10l4.5 4.5 4.5-4.5', 'M4 15v5h16v-5'],
  printer: ['M7 8V3.5h10V8', 'M7 16H4V8h16v8h-3', 'M7 13.5h10v7H7z'],
  copy: ['M9 9h11v11H9z', 'M15 9V4H4v11h5'],
  person: ['M12 4.5a3.75 3.75 0 1 1 0 7.5 3.75 3.75 0 0 1 0-7.5z', 'M4.5 20a7.5 7.5 0 0 1 15 0'],
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      {PATHS[name].map((path) => (
        <path key={path} d={path} />
      ))}
    </svg>
  );
}
