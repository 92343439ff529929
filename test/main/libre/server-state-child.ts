/** Another process that remembers something again and again. Arguments: the data directory, the account, how often. */
import { allWritten } from '../../../src/main/files/in-turn.ts';
import { ServerState } from '../../../src/main/libre/server-state.ts';

const [dataDir = '', email = '', times = ''] = process.argv.slice(2);
const memory = new ServerState(dataDir).account('https://api.libreview.io', email);
for (let time = 1; time <= Number(times); time += 1) {
  memory.update({ strikes: time, signedInAt: [...(memory.get().signedInAt ?? []), time] });
  await allWritten();
}
