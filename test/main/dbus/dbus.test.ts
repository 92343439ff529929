import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/main/time/clock.ts';
import { BUS, BusConnection, sessionBusPath } from '../../../src/main/dbus/connection.ts';
import type { Value } from '../../../src/main/dbus/marshalling.ts';
import { typesOf } from '../../../src/main/dbus/marshalling.ts';
import { decode, encode, type Message } from '../../../src/main/dbus/message.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import fc from '../../support/seeds.ts';
import { FakeBus } from './fake-bus.ts';

const text = fc.string({ unit: 'grapheme' }).map((one) => one.replaceAll('\0', ''));
const uint32 = fc.integer({ min: 0, max: 0xffff_ffff });

/** A type and a value of it. */
const typed: fc.Arbitrary<[string, Value]> = fc.letrec<{ any: [string, Value] }>((tie) => ({
  any: fc.oneof(
    { maxDepth: 3 },
    fc.tuple(fc.constant('s'), text),
    fc.tuple(fc.constant('u'), uint32),
    fc.tuple(fc.constant('i'), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    fc.tuple(fc.constant('y'), fc.integer({ min: 0, max: 255 })),
    fc.tuple(fc.constant('b'), fc.boolean()),
    fc.tuple(fc.constant('d'), fc.double({ noNaN: true })),
    fc.tuple(fc.constant('t'), fc.maxSafeNat()),
    fc.tuple(fc.constant('x'), fc.maxSafeInteger()),
    fc.tuple(
      fc.constant('a{sv}'),
      fc.array(fc.tuple(text, fc.record({ signature: fc.constant('u'), value: uint32 }))),
    ),
    fc.tuple(fc.constant('as'), fc.array(text)),
    tie('any').map(([signature, value]): [string, Value] => ['v', { signature, value }]),
    fc
      .array(tie('any'), { minLength: 1, maxLength: 3 })
      .map((inside): [string, Value] => [
        `(${inside.map(([type]) => type).join('')})`,
        inside.map(([, value]) => value),
      ]),
    tie('any').map(([type, value]): [string, Value] => [`a${type}`, [value, value]]),
  ),
})).any;

const messageOf = (values: [string, Value][]): Message => ({
  type: 'call',
  serial: 7,
  path: '/a/b',
  member: 'Do',
  destination: 'org.example.There',
  signature: values.map(([type]) => type).join(''),
  body: values.map(([, value]) => value),
});

describe('a message', () => {
  it('is read as it was written', () => {
    fc.assert(
      fc.property(fc.array(typed, { maxLength: 4 }), (values) => {
        const message = messageOf(values);
        const bytes = encode(message);
        expect(decode(bytes)).toEqual({ message, length: bytes.length });
      }),
    );
  });

  it('is waited for until its last byte', () => {
    const bytes = encode(messageOf([['s', 'text']]));
    for (let length = 0; length < bytes.length; length++)
      expect(decode(bytes.subarray(0, length))).toBeNull();
  });

  it('that is none ends in a RangeError, never in anything else', () => {
    const good = encode(messageOf([['a{sv}', [['key', { signature: 's', value: 'x' }]]]]));
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1 }), (damage) => {
        const bytes = Buffer.from(good);
        for (const [at, byte] of damage) bytes[at] = byte;
        try {
          decode(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(RangeError);
        }
      }),
    );
  });

  it('has its types told apart', () => {
    expect(typesOf('susssasa{sv}i')).toEqual(['s', 'u', 's', 's', 's', 'as', 'a{sv}', 'i']);
    expect(typesOf('a(ua{s(bv)})y')).toEqual(['a(ua{s(bv)})', 'y']);
  });
});

describe('the session bus', () => {
  it.each([
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/100%/bus' }, '/run/100%/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/run/user/1000/bus,guid=0f' }, '/run/user/1000/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'tcp:host=a;unix:abstract=/tmp/dbus-x,guid=1' }, '\0/tmp/dbus-x'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'unix:path=/tmp/a%20b%2cc' }, '/tmp/a b,c'],
    [{ XDG_RUNTIME_DIR: '/run/user/1000' }, '/run/user/1000/bus'],
    [{ DBUS_SESSION_BUS_ADDRESS: 'disabled:', XDG_RUNTIME_DIR: '/run/user/1000' }, null],
    [{}, null],
  ])('is where %j says', (env, path) => {
    expect(sessionBusPath(env)).toBe(path);
  });

  it('that does not answer is given up at the limit', async () => {
    const bus = await FakeBus.start();
    bus.mute = ['Hello'];
    const clock = new FakeClock();
    const opening = BusConnection.open(bus.path, clock, 2000);
    await expect.poll(() => bus.asked).toEqual(['Hello']);
    clock.advance(2000);
    await expect(opening).rejects.toMatchObject({ timedOut: true });
    expect(clock.pending).toBe(0);
    await bus.stop();
  });

  it('that does not read is left, with no more than a mebibyte or two waiting for it', async () => {
    const bus = await FakeBus.start();
    const connection = await BusConnection.open(bus.path, new FakeClock(), 1000);
    let isClosed = false;
    connection.onClosed = () => (isClosed = true);
    bus.stopReading();
    const body = ['x'.repeat(1 << 15)];
    const asked: Promise<unknown>[] = [];
    while (asked.length < 1000 && !isClosed)
      asked.push(connection.call({ ...BUS, member: 'GetId', signature: 's', body }).catch((error) => error));
    expect(isClosed).toBe(true);
    expect(asked.length).toBeLessThan(100);
    for (const answer of await Promise.all(asked)) expect(String(answer)).toContain('connection');
    await bus.stop();
  });

  it('that goes away fails what was asked of it', async () => {
    const bus = await FakeBus.start();
    const connection = await BusConnection.open(bus.path, new FakeClock(), 2000);
    bus.mute = ['Slow'];
    const asked = connection.call({ ...BUS, member: 'Slow' });
    await expect.poll(() => bus.asked).toContain('Slow');
    bus.disconnect();
    await expect(asked).rejects.toMatchObject({ timedOut: false });
    await expect(connection.call({ ...BUS, member: 'Later' })).rejects.toThrow();
    await bus.stop();
  });
});

const hasDaemon =
  process.platform === 'linux' && spawnSync('sh', ['-c', 'command -v dbus-daemon']).status === 0;

describe.skipIf(!hasDaemon)('a real dbus-daemon', () => {
  // It reads every message it passes on, and ends the connection over one that is not as its signature says.
  it.each(['unix:tmpdir=/tmp', `unix:abstract=/tmp/glucoglance-test-${process.pid}`])(
    'at %s understands what is written',
    async (listen) => {
      const args = ['--session', '--nofork', '--print-address=1', `--address=${listen}`];
      const daemon = spawn('dbus-daemon', args, { stdio: ['ignore', 'pipe', 'ignore'] });
      try {
        const [line] = (await once(daemon.stdout, 'data')) as [Buffer];
        const path = sessionBusPath({ DBUS_SESSION_BUS_ADDRESS: line.toString().trim() });
        const connection = await BusConnection.open(path!, systemClock, 5000);
        const owned = {
          ...BUS,
          member: 'NameHasOwner',
          signature: 's',
          body: ['org.freedesktop.Notifications'],
        };
        expect((await connection.call(owned)).body).toEqual([false]);
        const notify = connection.call({
          destination: 'org.freedesktop.Notifications',
          path: '/org/freedesktop/Notifications',
          interface: 'org.freedesktop.Notifications',
          member: 'Notify',
          signature: 'susssasa{sv}i',
          body: [
            'app',
            0,
            '',
            'Zoë ↘',
            'body',
            ['default', ''],
            [
              ['urgency', { signature: 'y', value: 2 }],
              ['suppress-sound', { signature: 'b', value: true }],
              ['desktop-entry', { signature: 's', value: 'x' }],
            ],
            -1,
          ],
        });
        // Nobody is started for it, and nobody is there.
        await expect(notify).rejects.toThrow(/NameHasNoOwner|ServiceUnknown/);
        expect((await connection.call({ ...BUS, member: 'ListNames' })).body[0]).toContain(
          'org.freedesktop.DBus',
        );
        connection.close();
      } finally {
        daemon.kill();
      }
    },
  );
});
