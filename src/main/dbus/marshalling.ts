/**
 * Values in D-Bus's own form (D-Bus Specification, "Marshaling"): of its types those that are needed here. Arrays and
 * structs are arrays, a dictionary is an array of `[key, value]`. Numbers of 64 bits are as exact as a number is.
 */
export type Value = number | string | boolean | Variant | readonly Value[];

/** A value that brings its type with it. */
export interface Variant {
  signature: string;
  value: Value;
}

const ALIGNMENT: Readonly<Record<string, number>> = {
  y: 1,
  b: 4,
  i: 4,
  u: 4,
  d: 8,
  t: 8,
  x: 8,
  s: 4,
  o: 4,
  g: 1,
  v: 1,
  a: 4,
  '(': 8,
  '{': 8,
};

const CLOSING: Readonly<Record<string, string>> = { '(': ')', '{': '}' };

/** Splits a signature into its complete types: `ua{sv}` is `u` and `a{sv}`. Throws where it is none. */
export function typesOf(signature: string): string[] {
  const types: string[] = [];
  for (let start = 0; start < signature.length;) {
    const end = endOfType(signature, start);
    types.push(signature.slice(start, end));
    start = end;
  }
  return types;
}

function endOfType(signature: string, start: number): number {
  const code = signature[start] ?? '';
  if (code === 'a') return endOfType(signature, start + 1);
  const closing = CLOSING[code];
  if (closing === undefined) {
    if (ALIGNMENT[code] === undefined) throw new RangeError(`no type of ours: ${signature}`);
    return start + 1;
  }
  let end = start + 1;
  while (signature[end] !== closing) end = endOfType(signature, end);
  return end + 1;
}

/** Little-endian, from an address that is a multiple of eight. */
export class Writer {
  readonly #bytes: number[] = [];

  get length(): number {
    return this.#bytes.length;
  }

  toBuffer(): Buffer {
    return Buffer.from(this.#bytes);
  }

  align(to: number): void {
    while (this.#bytes.length % to !== 0) this.#bytes.push(0);
  }

  byte(value: number): void {
    this.#bytes.push(value & 0xff);
  }

  uint32(value: number): void {
    this.align(4);
    for (const shift of [0, 8, 16, 24]) this.#bytes.push((value >>> shift) & 0xff);
  }

  write(type: string, value: Value): void {
    switch (type.charAt(0)) {
      case 'y':
        return this.byte(value as number);
      case 'b':
        return this.uint32(value === true ? 1 : 0);
      case 'i':
      case 'u':
        return this.uint32(value as number);
      case 'd':
      case 't':
      case 'x':
        return this.#eight(type, value as number);
      case 's':
      case 'o':
        return this.#text(value as string);
      case 'g':
        return this.#signature(value as string);
      case 'v': {
        const { signature, value: inside } = value as Variant;
        this.#signature(signature);
        return this.write(signature, inside);
      }
      case 'a':
        return this.#array(type.slice(1), value as readonly Value[]);
      default:
        this.align(8);
        typesOf(type.slice(1, -1)).forEach((one, index) =>
          this.write(one, (value as readonly Value[])[index]!),
        );
    }
  }

  #eight(type: string, value: number): void {
    this.align(8);
    const bytes = Buffer.alloc(8);
    if (type === 'd') bytes.writeDoubleLE(value);
    else if (type === 't') bytes.writeBigUInt64LE(BigInt(value));
    else bytes.writeBigInt64LE(BigInt(value));
    this.#bytes.push(...bytes);
  }

  #text(value: string): void {
    // A NUL would end the text for the other side, and the connection with it.
    const bytes = Buffer.from(value.replaceAll('\0', ''));
    this.uint32(bytes.length);
    this.#bytes.push(...bytes, 0);
  }

  #signature(value: string): void {
    this.#bytes.push(value.length, ...Buffer.from(value), 0);
  }

  #array(element: string, values: readonly Value[]): void {
    this.uint32(0);
    const lengthAt = this.#bytes.length - 4;
    this.align(ALIGNMENT[element[0]!]!);
    const start = this.#bytes.length;
    for (const value of values) this.write(element, value);
    const length = this.#bytes.length - start;
    [0, 8, 16, 24].forEach((shift, index) => (this.#bytes[lengthAt + index] = (length >>> shift) & 0xff));
  }
}

/** Reads what `Writer` and others have written. Throws a RangeError on anything that is not as it should be. */
export class Reader {
  readonly #bytes: Buffer;
  readonly #littleEndian: boolean;
  #at: number;

  constructor(bytes: Buffer, at: number, littleEndian: boolean) {
    this.#bytes = bytes;
    this.#at = at;
    this.#littleEndian = littleEndian;
  }

  align(to: number): void {
    this.#at = Math.ceil(this.#at / to) * to;
  }

  read(type: string): Value {
    switch (type.charAt(0)) {
      case 'y':
        return this.#byte();
      case 'b':
        return this.#uint32() === 1;
      case 'u':
        return this.#uint32();
      case 'i':
        return this.#uint32() | 0;
      case 'd':
      case 't':
      case 'x':
        return this.#eight(type);
      case 's':
      case 'o':
        return this.#text(this.#uint32());
      case 'g':
        return this.#text(this.#byte());
      case 'v': {
        const signature = this.#text(this.#byte());
        return { signature, value: this.read(signature) };
      }
      case 'a':
        return this.#array(type.slice(1));
      case '(':
      case '{':
        this.align(8);
        return typesOf(type.slice(1, -1)).map((one) => this.read(one));
      default:
        throw new RangeError(`no type of ours: ${type}`);
    }
  }

  #byte(): number {
    return this.#bytes.readUInt8(this.#at++);
  }

  #uint32(): number {
    this.align(4);
    this.#at += 4;
    return this.#littleEndian
      ? this.#bytes.readUInt32LE(this.#at - 4)
      : this.#bytes.readUInt32BE(this.#at - 4);
  }

  #eight(type: string): number {
    this.align(8);
    this.#at += 8;
    const [bytes, at] = [this.#bytes, this.#at - 8];
    if (type === 'd') return this.#littleEndian ? bytes.readDoubleLE(at) : bytes.readDoubleBE(at);
    if (type === 't')
      return Number(this.#littleEndian ? bytes.readBigUInt64LE(at) : bytes.readBigUInt64BE(at));
    return Number(this.#littleEndian ? bytes.readBigInt64LE(at) : bytes.readBigInt64BE(at));
  }

  #text(length: number): string {
    const start = this.#at;
    this.#at += length + 1;
    if (this.#at > this.#bytes.length) throw new RangeError('a text is longer than its message');
    return this.#bytes.toString('utf8', start, start + length);
  }

  #array(element: string): Value[] {
    const length = this.#uint32();
    this.align(ALIGNMENT[element[0]!] ?? 1);
    const end = this.#at + length;
    if (end > this.#bytes.length) throw new RangeError('an array is longer than its message');
    const values: Value[] = [];
    while (this.#at < end) values.push(this.read(element));
    return values;
  }
}
