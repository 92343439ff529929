import { PassThrough } from 'node:stream';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { main } from '../../../src/main/cli/program.ts';
import { readRequest, statusTextNow } from '../../../src/main/cli/status-now.ts';
import { openHistory } from '../../../src/main/history/history.ts';
import { STATUS_FORMATS } from '../../../src/shared/status/formats/formats.ts';
import { systemClock } from '../../../src/main/time/clock.ts';
import { reading } from '../../support/readings.ts';
import fc from '../../support/seeds.ts';
import { cleanEnvironment, temporaryDirectory } from '../../support/run-cli.ts';
import { valueOf } from '../history/history-folder.ts';

/** A folder with a reading of so many hours ago: nothing that is said of it depends on the moment. */
function folder(): string {
  const dataDir = temporaryDirectory();
  const history = valueOf(openHistory(join(dataDir, 'history.db'), systemClock));
  for (const firstName of ['Ada', 'Ben']) {
    const patientId = firstName.toLowerCase();
    valueOf(history.rememberPerson({ patientId, firstName, lastName: 'Test', target: null, unit: 'mgdl' }));
    valueOf(
      history.record([reading({ patientId, measuredAt: Math.floor(Date.now() / 1000 - 7200) * 1000 })]),
    );
  }
  history.close();
  return dataDir;
}

/** What the usual way writes. */
async function usual(args: readonly string[], environment: NodeJS.ProcessEnv) {
  const streams = { out: new PassThrough(), error: new PassThrough() };
  let [out, error] = ['', ''];
  streams.out.setEncoding('utf8').on('data', (text: string) => (out += text));
  streams.error.setEncoding('utf8').on('data', (text: string) => (error += text));
  const code = await main(args, { ...environment }, streams);
  await new Promise(setImmediate);
  return { code, out, error };
}

/** Ages in seconds go on between two looks. */
const ageless = (text: string | null) => text?.replace(/"ageSeconds":\d+/, '"ageSeconds":0');

describe('the short way to a status', () => {
  const dataDir = folder();
  const environment = cleanEnvironment({ GLUCOGLANCE_DATA_DIR: dataDir });

  it.each([
    ...STATUS_FORMATS.map((format) => ['status', '--format', format]),
    ['status'],
    ['--json', 'status'],
    ['status', '--json', '--format=json'],
    ['status', 'ada'],
    ['status', '--lang', 'de', 'ben'],
    ['--unit=mmol', 'status', 'BEN TEST'],
    ['--demo', 'status'],
    ['status', '--data-dir', join(dataDir, 'none')],
  ])('says what the usual way says: %s %s %s %s', async (...args) => {
    const text = statusTextNow(args, environment);
    expect(text).not.toBeNull();
    expect(await usual(args, environment)).toEqual({
      code: 0,
      out: expect.any(String) as string,
      error: '',
    });
    expect(ageless((await usual(args, environment)).out)).toBe(ageless(text));
  });

  it.each([
    ['status', '--help'],
    ['status', '--follow'],
    ['status', 'cleo'],
    ['status', 'ada', 'ben'],
    ['status', '--format', 'yaml'],
    ['status', '--format'],
    ['status', '--format', '--json'],
    ['status', '--json', '--format', 'plain'],
    ['status', '--unit', 'mg'],
    ['status', '--data-dir', ''],
    ['history', 'status'],
    ['help', 'status'],
    ['--data-dir', 'status', 'current'],
  ])('leaves to the usual way: %s %s %s %s', (...args) => {
    expect(statusTextNow(args, environment)).toBeNull();
  });

  it('takes nothing out of the environment that the usual way wants', () => {
    const given: NodeJS.ProcessEnv = { ...environment, LIBRELINKUP_EMAIL: 'a@example.com' };
    expect(readRequest(['status'], given)).toBeNull();
    expect(given['LIBRELINKUP_EMAIL']).toBe('a@example.com');
  });

  it('never takes another command for a status, and never fails', () => {
    const words = fc.constantFrom(
      'status',
      'current',
      'ada',
      '--json',
      '--demo',
      '--format',
      'plain',
      '--format=waybar',
      '--data-dir',
      '--unit',
      'mmol',
      '--lang',
      '-h',
      '--',
      '',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 6 }), (args) => {
        const request = readRequest(args, environment);
        if (request !== null) expect(args).toContain('status');
      }),
    );
  });

  it('reads the settings as the schema does', async () => {
    const other = folder();
    mkdirSync(other, { recursive: true });
    writeFileSync(join(other, 'config.json'), JSON.stringify({ people: { ada: { followed: false } } }));
    const args = ['status', '--data-dir', other, '--json'];
    expect(JSON.parse(statusTextNow(args, environment) ?? '')).toMatchObject({ patientId: 'ben' });
  });
});
