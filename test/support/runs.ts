/** How often a property is tried: quickly by default, thoroughly in `npm run test:long`. */
export function runs(normal: number, long: number): number {
  return process.env['GLUCOGLANCE_LONG'] === '1' ? long : normal;
}
