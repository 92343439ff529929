import { join, resolve } from 'node:path';
import { checkSentence } from '../../../shared/doctor/check-words.ts';
import { say } from '../../../shared/messages/say.ts';
import { inEnglish } from '../../../shared/messages/speech.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { openKeychain } from '../../credentials/keychain.ts';
import { memoryVault } from '../../credentials/vault.ts';
import { computerTold } from '../../computer/told.ts';
import { examine } from '../../doctor/examine.ts';
import { pollerOnDisk } from '../../doctor/on-disk.ts';
import { inspectHistory, newestBackup } from '../../history/inspect.ts';
import { Profile } from '../../profile/profile.ts';
import { systemClock } from '../../time/clock.ts';
import { readRunOptions, type GlobalOptions, type RunOptions } from '../environment.ts';
import { EXIT_CODES } from '../exit-codes.ts';
import type { Host } from '../host.ts';
import { localTime } from '../output.ts';

/** Longer than one question to the server may take. */
const LIMIT_MS = 20_000;
/** Something is to be done. */
const FOUND = 8;

export function addDoctor({ program, environment, output, finish }: Host): void {
  program
    .command('doctor')
    .description('what could keep readings from coming, being kept or being noticed, and what to do about it')
    .option('--online', 'ask the server too')
    .action(async ({ online }: { online?: boolean }) => {
      const given = program.opts<GlobalOptions>();
      const options = readRunOptions(given, environment);
      if (!options.ok) {
        output.failure(options.problem, given.json === true);
        return finish(EXIT_CODES[options.problem.code]);
      }
      const checks = await examineHere(options.value, online === true);
      if (options.value.json) {
        const detail = (one: (typeof checks)[number]) => inEnglish(() => checkSentence(one, localTime));
        await output.json(checks.map((one) => ({ check: one.check, ok: one.ok, detail: detail(one) })));
      } else {
        for (const one of checks) {
          const name = say(`doctor.checks.${one.check}`);
          output.sentence(`${one.ok ? '✓' : '✗'} ${name}: ${checkSentence(one, localTime)}`);
        }
      }
      const unwritten = await output.finished();
      if (unwritten) output.failure(unwritten, options.value.json);
      if (unwritten !== null || checks.some((one) => !one.ok)) finish(FOUND);
    });
}

async function examineHere({ dataDir, demo, credentials, server }: RunOptions, online: boolean) {
  const profile = new Profile({
    dataDir,
    ...(credentials && { credentials }),
    server: {
      ...(server.baseUrl !== null && { baseUrl: server.baseUrl }),
      ...(server.apiVersion !== null && { apiVersion: server.apiVersion }),
    },
    requests: { signal: AbortSignal.timeout(LIMIT_MS) },
  });
  const usesKeychain = !demo && credentials === null;
  try {
    return await examine(dataDir, systemClock, {
      demo,
      async watching() {
        const poller = await pollerOnDisk(dataDir, systemClock);
        return { poller, faults: 'by' in poller ? poller.faults : null };
      },
      async history() {
        const path = join(dataDir, 'history.db');
        return { inspection: inspectHistory(path), backupAt: newestBackup(path) };
      },
      openKeychain: usesKeychain
        ? () => openKeychain({ namespace: resolve(dataDir), clock: systemClock })
        : null,
      askServer: online && !demo ? () => askServer(profile) : null,
      computer: () => computerTold(systemClock),
      clockWrongBy: () => profile.time.wrongBy(),
    });
  } finally {
    await profile.close();
  }
}

/** As the account, where somebody is signed in; else whether it is there at all. */
async function askServer(profile: Profile): Promise<Result<unknown>> {
  const vault = await profile.vault();
  const credentials = vault.ok ? await vault.value.readCredentials() : ok(null);
  if (credentials.ok && credentials.value !== null) {
    const client = await profile.client();
    return client.ok ? client.value.connections() : client;
  }
  return profile.clientWith(memoryVault()).countryConfiguration('DE');
}
