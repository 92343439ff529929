import { Reader, typesOf, Writer, type Value, type Variant } from './marshalling.ts';

/** What D-Bus carries (D-Bus Specification, "Message Protocol"). */
export interface Message {
  type: 'call' | 'reply' | 'error' | 'signal';
  serial: number;
  /** Of a call: whoever is asked must be there already, nobody is started for it. */
  noAutoStart?: boolean;
  path?: string;
  interface?: string;
  member?: string;
  errorName?: string;
  replySerial?: number;
  destination?: string;
  sender?: string;
  signature: string;
  body: readonly Value[];
}

const TYPES = ['call', 'reply', 'error', 'signal'] as const;
const NO_AUTO_START = 2;
const FIXED_BYTES = 16;
/** Far more than anybody has to say about a notification. */
const MOST_BYTES = 1 << 20;

/** Header fields by their code. */
const FIELDS = [
  [1, 'path', 'o'],
  [2, 'interface', 's'],
  [3, 'member', 's'],
  [4, 'errorName', 's'],
  [5, 'replySerial', 'u'],
  [6, 'destination', 's'],
  [7, 'sender', 's'],
  [8, 'signature', 'g'],
] as const;

export function encode(message: Message): Buffer {
  const body = new Writer();
  typesOf(message.signature).forEach((type, index) => body.write(type, message.body[index]!));
  const header = new Writer();
  header.byte('l'.charCodeAt(0));
  header.byte(TYPES.indexOf(message.type) + 1);
  header.byte(message.noAutoStart === true ? NO_AUTO_START : 0);
  header.byte(1);
  header.uint32(body.length);
  header.uint32(message.serial);
  const fields = FIELDS.flatMap(([code, name, signature]) => {
    const value = message[name];
    return value === undefined || value === '' ? [] : [[code, { signature, value }]];
  });
  header.write('a(yv)', fields);
  header.align(8);
  return Buffer.concat([header.toBuffer(), body.toBuffer()]);
}

/**
 * The first message of what has come so far, and how many bytes it took; null: there is more to come. Throws a RangeError
 * where it is no message, or too large a one. A body of types that are not ours is empty, with an empty signature.
 */
export function decode(bytes: Buffer): { message: Message; length: number } | null {
  if (bytes.length < FIXED_BYTES) return null;
  const littleEndian = bytes[0] === 'l'.charCodeAt(0);
  const [bodyLength, serial, fieldsLength] = [4, 8, 12].map((at) =>
    littleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at),
  ) as [number, number, number];
  const bodyAt = Math.ceil((FIXED_BYTES + fieldsLength) / 8) * 8;
  const length = bodyAt + bodyLength;
  const type = TYPES[bytes[1]! - 1];
  if (type === undefined || bytes[3] !== 1 || length > MOST_BYTES)
    throw new RangeError('no message of D-Bus');
  if (bytes.length < length) return null;
  const whole = bytes.subarray(0, length);
  const found: Record<string, Value> = {};
  const fields = new Reader(whole, FIXED_BYTES - 4, littleEndian).read('a(yv)') as [number, Variant][];
  for (const [code, { value }] of fields) {
    const name = FIELDS.find(([known]) => known === code)?.[1];
    if (name !== undefined) found[name] = value;
  }
  const named = found['signature'];
  const { signature, body } = bodyOf(whole, bodyAt, littleEndian, typeof named === 'string' ? named : '');
  return { message: { ...found, type, serial, signature, body } as Message, length };
}

function bodyOf(
  bytes: Buffer,
  at: number,
  littleEndian: boolean,
  signature: string,
): Pick<Message, 'signature' | 'body'> {
  try {
    const reader = new Reader(bytes, at, littleEndian);
    return { signature, body: typesOf(signature).map((type) => reader.read(type)) };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { signature: '', body: [] };
  }
}
