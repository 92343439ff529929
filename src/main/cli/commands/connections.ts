import { personName, readingJson } from '../../../shared/glucose/reading.ts';
import { formatGlucose, unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { say } from '../../../shared/messages/say.ts';
import { ok } from '../../../shared/result.ts';
import type { Connection } from '../../libre/source.ts';
import { civilColumn, measuredTimes } from '../civil-column.ts';
import { suggestedFigures, type AccountLimits } from '../../../shared/alarms/rules.ts';
import type { Host } from '../host.ts';
import type { Session } from '../session.ts';

export function addConnections({ program, run }: Host): void {
  program
    .command('connections')
    .description('everyone who shares with this account')
    .action(() =>
      run(async (session) => {
        const connections = await session.service.getConnections();
        if (!connections.ok) return connections;
        const { options, output, service } = session;
        if (options.json)
          await output.json(connections.value.map((one) => connectionJson(one, service.now())));
        else await printTable(session, connections.value);
        return ok(undefined);
      }),
    );
}

function connectionJson({ person, unit, target, sensor, latest }: Connection, now: number) {
  return {
    patientId: person.patientId,
    firstName: person.firstName,
    lastName: person.lastName,
    unit,
    targetLow: target?.low ?? null,
    targetHigh: target?.high ?? null,
    sensor: sensor && {
      serial: sensor.serial,
      activatedAt: sensor.activatedAt === null ? null : new Date(sensor.activatedAt).toISOString(),
    },
    latest: latest && readingJson(latest, person, now),
  };
}

async function printTable(session: Session, connections: Connection[]): Promise<void> {
  const times = await Promise.all(
    connections.map(async ({ person, unit, latest, sensor }) => {
      const { service } = session;
      const [measured = null] = latest
        ? await measuredTimes(service, [{ person, unit, reading: latest }])
        : [];
      const at = sensor?.activatedAt ?? null;
      if (at === null) return { measured, activated: null };
      const clock = await service.wearersClock(person.patientId, [at]);
      return { measured, activated: { at, offset: measured?.offset ?? clock(at) } };
    }),
  );
  const since = civilColumn(
    say('commandLine.headings.since'),
    times.map(({ activated }) => activated),
  );
  const measured = civilColumn(
    say('commandLine.headings.latestReading'),
    times.map((time) => time.measured),
  );
  const columns = [
    { heading: say('commandLine.headings.person') },
    { heading: say('commandLine.headings.id'), whole: true },
    { heading: say('commandLine.headings.target') },
    { heading: say('commandLine.headings.sensor') },
    { heading: since.heading },
    { heading: measured.heading },
    { heading: say('commandLine.headings.ownAlarms') },
  ];
  const rows = connections.map(({ person, unit, target, sensor, alarmLimits }, index) => {
    const shown = session.unitFor(unit);
    const range = target && `${formatGlucose(target.low, shown)}-${formatGlucose(target.high, shown)}`;
    return [
      personName(person),
      person.patientId,
      range ? `${range} ${unitLabel(shown)}` : '',
      sensor?.serial ?? '',
      since.cells[index]!,
      measured.cells[index] || say('commandLine.noReading'),
      suggestionsOf(session, alarmLimits, shown),
    ];
  });
  session.output.table(columns, rows);
}

/** Where the account alarms at other limits than we do; the user may take them over, nothing does so unasked. */
function suggestionsOf(session: Session, limits: AccountLimits, unit: Unit): string {
  const rules = session.profile.currentSettings().alarms;
  return suggestedFigures(limits, rules)
    .map(({ kind, figure }) => `${kind} ${formatGlucose(figure, unit)}`)
    .join(', ');
}
