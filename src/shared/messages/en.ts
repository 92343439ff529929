/** Every sentence a person reads, in English; one file for each place it is read in. */
export * from './en/words.ts';
export * from './en/problems.ts';
export * from './en/links.ts';
export * from './en/notices.ts';
export * from './en/alarms.ts';
export * from './en/why.ts';
export * from './en/statistics.ts';
export * from './en/chart.ts';
export * from './en/command-line.ts';
export * from './en/window.ts';
export * from './en/tray.ts';
export * from './en/alarm-window.ts';
export * from './en/desktop.ts';
