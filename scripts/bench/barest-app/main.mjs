// The empty app, and once a minute the least of what watching is: an answer fetched and read, a row on the disk, a picture.
import '../empty-app/main.mjs';
import { app, net } from 'electron';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { deflateSync } from 'node:zlib';
import Database from 'better-sqlite3';

const { LIBRELINKUP_BASE_URL, BENCH_EMAIL, BENCH_PASSWORD } = process.env;
const PIXELS = 48;
const known = { 'content-type': 'application/json', product: 'llu.ios', version: '4.17.0' };

async function answer(path, more) {
  const response = await net.fetch(`${LIBRELINKUP_BASE_URL}${path}`, more);
  return (await response.json()).data;
}

async function begin() {
  const database = new Database(join(app.getPath('userData'), 'readings.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('CREATE TABLE readings (at INTEGER PRIMARY KEY, mgdl INTEGER) STRICT');
  const insert = database.prepare('INSERT OR IGNORE INTO readings VALUES (?, ?)');
  const { authTicket, user } = await answer('/llu/auth/login', {
    method: 'POST',
    headers: known,
    body: JSON.stringify({ email: BENCH_EMAIL, password: BENCH_PASSWORD }),
  });
  const headers = {
    ...known,
    authorization: `Bearer ${authTicket.token}`,
    'account-id': createHash('sha256').update(user.id).digest('hex'),
  };
  const minute = async () => {
    const [one] = await answer('/llu/connections', { headers });
    insert.run(Date.now(), one.glucoseMeasurement.ValueInMgPerDl);
    // As many bytes as an icon's, without anything drawn on it.
    deflateSync(Buffer.alloc(PIXELS * (4 * PIXELS + 1), one.glucoseMeasurement.ValueInMgPerDl));
  };
  await minute();
  setInterval(() => void minute(), 60_000);
}

void app.whenReady().then(begin);
