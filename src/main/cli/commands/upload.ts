import { say } from '../../../shared/messages/say.ts';
import { problem } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { DAY } from '../../../shared/time.ts';
import { readDays, readWhole } from '../arguments.ts';
import type { Host } from '../host.ts';
import { localTime } from '../output.ts';
import type { Session } from '../session.ts';

interface UploadOptions {
  days: string;
  intervalMinutes?: string;
}

export function addUpload({ program, runForever }: Host): void {
  program
    .command('upload')
    .description('send recorded readings to a site of your own')
    .command('nightscout')
    .description('send what a Nightscout site lacks of the last days')
    .argument('[patient]', 'id or name (default: as set up, or the only one)')
    .option('--days <n>', 'how far to look back', '2')
    .option('--interval-minutes <n>', 'at most one reading in so many minutes (default: as set up, or 5)')
    // However much there is to send: each request has a limit of its own.
    .action((patient: string | undefined, given: UploadOptions) =>
      runForever((session) => upload(session, patient, given)),
    );
}

async function upload(
  session: Session,
  patient: string | undefined,
  given: UploadOptions,
): Promise<Result<void>> {
  const { options, output, profile, service } = session;
  if (options.demo) return fail(problem('demoNotUploaded', {}));
  const store = service.settings();
  if (!store.ok) return store;
  const { nightscout } = store.value.read();
  const days = readDays(given.days);
  if (!days.ok) return days;
  const interval =
    given.intervalMinutes === undefined
      ? ok(nightscout.intervalMinutes)
      : readWhole('--interval-minutes', given.intervalMinutes, 1, 60);
  if (!interval.ok) return interval;
  const [{ givenAddress }, { storedAddress }, { sendWindow }, { siteOf }, { onePerson }] = await Promise.all([
    import('../../nightscout/address.ts'),
    import('../../nightscout/nightscout-upload.ts'),
    import('../../nightscout/send-window.ts'),
    import('../../nightscout/site-of.ts'),
    import('../../reports/people.ts'),
  ]);
  const named = givenAddress(options.nightscout);
  const address = named.ok && named.value === null ? await storedAddress(profile, nightscout.url) : named;
  if (!address.ok) return address;
  const person = await onePerson(profile, patient ?? nightscout.patientId ?? undefined);
  if (!person.ok) return person;
  if (person.value === null || address.value === null) return fail(problem('noReadingYet', {}));
  const site = siteOf(profile, address.value);
  const to = service.now();
  const from = to - days.value * DAY;
  let sent = 0;
  const done = await sendWindow({
    history: profile.history,
    site,
    patientId: person.value,
    intervalMinutes: interval.value,
    from,
    to,
    async lacking(picks, step) {
      if (picks.length === 0) return ok([]);
      const there = await site.instants(step.from, step.to);
      return there.ok ? ok(picks.filter(({ measuredAt }) => !there.value.has(measuredAt))) : there;
    },
    onSent(readings, until) {
      sent += readings.length;
      if (output.terminal && !options.json)
        output.say(say('commandLine.uploadedTo', { count: sent, time: localTime(until) }));
    },
  });
  if (!done.ok) return done;
  const alreadyThere = done.value.chosen - done.value.sent;
  const iso = (at: number) => new Date(at).toISOString();
  if (options.json) await output.json({ sent, alreadyThere, from: iso(from), to: iso(to) });
  else output.sentence(say('commandLine.uploaded', { count: sent, alreadyThere, host: site.host }));
  return ok(undefined);
}
