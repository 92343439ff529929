import type { Command } from 'commander';
import { hoursText, type QuietHours } from '../../../shared/alarms/rules.ts';
import { personName, type Person } from '../../../shared/glucose/reading.ts';
import { say } from '../../../shared/messages/say.ts';
import { ok, type Result } from '../../../shared/result.ts';
import { rulesFor } from '../../../shared/settings/settings.ts';
import type { Rehearsal } from '../../history/questions/rehearsal.ts';
import { changedRules, readRuleChanges } from '../alarm-figures.ts';
import { readDays } from '../arguments.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';

interface Options {
  days?: string;
  set?: string[];
}

type Rehearsed = Rehearsal & { person: Person; night: QuietHours | null };

export function addRehearsal(command: Command, { run }: Host): void {
  command
    .command('rehearse')
    .description('which alarms the recorded readings would have raised, with other settings too')
    .argument('[patient]', 'id or name')
    .option('--days <n>', 'how far to look back (default: 14)')
    .option('--set <kind=figure>', 'another limit, such as low=75 or high=off; again for more', collect)
    .action((patient: string | undefined, _: Options, self: Command) =>
      run(async (session) => {
        // `--days` is an option of `alarms` too, which sees it first.
        const given = self.optsWithGlobals<Options>();
        const days = given.days === undefined ? ok(14) : readDays(given.days);
        if (!days.ok) return days;
        const rehearsed = await rehearseAll(session, patient, days.value, given.set ?? []);
        if (!rehearsed.ok) return rehearsed;
        if (session.options.json) await session.output.json(jsonOf(rehearsed.value));
        else print(session, rehearsed.value, days.value);
        return ok(undefined);
      }),
    );
}

function collect(value: string, before: string[] = []): string[] {
  return [...before, value];
}

async function rehearseAll(
  session: Session,
  patient: string | undefined,
  days: number,
  set: readonly string[],
): Promise<Result<Rehearsed[]>> {
  const { service, profile, options } = session;
  const changes = readRuleChanges(set, options.unit ?? 'mgdl');
  if (!changes.ok) return changes;
  const settings = profile.currentSettings();
  const possible = changedRules(settings.alarms, changes.value);
  if (!possible.ok) return possible;
  const people = await service.people(patient);
  if (!people.ok) return people;
  const rehearsed: Rehearsed[] = [];
  for (const person of people.value) {
    const rules = changedRules(rulesFor(settings, person.patientId), changes.value);
    if (!rules.ok) return rules;
    const asked = { patientId: person.patientId, rules: rules.value, days };
    const rehearsal = await profile.history.ask('rehearsal', asked);
    if (!rehearsal.ok) return rehearsal;
    rehearsed.push({ person, night: rules.value.low.on ? rules.value.low.night : null, ...rehearsal.value });
  }
  return ok(rehearsed);
}

function jsonOf(rehearsed: readonly Rehearsed[]) {
  const iso = (instant: number) => new Date(instant).toISOString();
  return rehearsed
    .flatMap(({ person: { patientId }, episodes }) => episodes.map((episode) => ({ patientId, ...episode })))
    .sort((a, b) => a.raisedAt - b.raisedAt)
    .map(({ patientId, kind, raisedAt, clearedAt, worstMgdl, readings }) => ({
      patientId,
      kind,
      raisedAt: iso(raisedAt),
      clearedAt: clearedAt === null ? null : iso(clearedAt),
      worstMgdl,
      readings,
    }));
}

function print({ output }: Session, rehearsed: readonly Rehearsed[], days: number): void {
  const rows = rehearsed.flatMap(({ person, counts }) =>
    counts.map(({ kind, episodes: number, atNight, short }) => [
      personName(person),
      say(`alarms.kinds.${kind}`),
      String(number),
      (number / days).toFixed(1),
      String(atNight),
      String(short),
    ]),
  );
  if (rows.length === 0) return output.say(say('alarms.rehearsal.none'));
  output.table(
    [
      { heading: say('alarms.headings.person') },
      { heading: say('alarms.headings.alarm') },
      ...(['alarms', 'aDay', 'atNight', 'soonOver'] as const).map((one) => ({
        heading: say(`alarms.rehearsal.headings.${one}`),
        number: true,
      })),
    ],
    rows,
  );
  for (const { person, counts, night } of rehearsed) {
    const waking = counts.find(({ kind }) => kind === 'low')?.wakingNights ?? 0;
    if (night !== null)
      output.say(
        say('alarms.rehearsal.wakingNights', {
          name: personName(person),
          count: waking,
          hours: hoursText(night),
        }),
      );
  }
  output.say(say('alarms.rehearsal.explained'));
}
