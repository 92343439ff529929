/** Where a value stands against its target. */
export const ranges = { in_range: 'in range', high: 'high', low: 'low' };

/** `1 reading`, `2 readings` */
export const count = (number: number, one: string, many: string) => `${number} ${number === 1 ? one : many}`;

/** `35 s`, `4 min`, `3 h 05 min`, `12 d` */
export function age(seconds: number): string {
  if (seconds < 0) return 'dated ahead';
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d`;
}

/** In the place of a value that is too old to show. */
export const noDataSince = (time: string) => `no data since ${time}`;

export const nextPoll = (seconds: number) => `next poll in ${age(Math.max(0, seconds))}`;
