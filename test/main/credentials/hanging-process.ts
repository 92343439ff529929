// Opens a keychain whose first call never ends, prints the outcome and ends with code 8.
import { open, writeSync } from 'node:fs';
import { exitDespiteKeychain } from '../../../src/main/credentials/exit.ts';
import { openKeychain } from '../../../src/main/credentials/keychain.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const pipe = process.argv[2]!;
const called = Promise.withResolvers<void>();
const hang = () => {
  called.resolve();
  return new Promise<never>((_, reject) => open(pipe, 'r', reject));
};
const clock = new FakeClock();
const opening = openKeychain({
  namespace: 'here',
  clock,
  load: async () => ({ getPassword: hang, setPassword: hang, deletePassword: hang }),
});
await called.promise;
// The call is made before its timer is set.
await new Promise(setImmediate);
clock.advance(10_000);
writeSync(1, `${JSON.stringify(await opening)}\n`);
exitDespiteKeychain(8);
