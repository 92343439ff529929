import type { BusConnection } from './connection.ts';
import type { Value } from './marshalling.ts';

/** Where a property is. */
export interface PropertyPlace {
  destination: string;
  path: string;
  interface: string;
}

/** The value of a property; null: there is none, or whoever has it is not there or does not answer. Nobody is started. */
export async function propertyOf(
  bus: BusConnection,
  { interface: of, ...place }: PropertyPlace,
  name: string,
): Promise<Value | null> {
  try {
    const { body } = await bus.call({
      ...place,
      interface: 'org.freedesktop.DBus.Properties',
      member: 'Get',
      signature: 'ss',
      body: [of, name],
    });
    return body[0] === undefined ? null : unwrapped(body[0]);
  } catch {
    return null;
  }
}

/** A variant's value, however often it is wrapped. */
export function unwrapped(value: Value): Value {
  let inside = value;
  while (typeof inside === 'object' && 'signature' in inside) inside = inside.value;
  return inside;
}
