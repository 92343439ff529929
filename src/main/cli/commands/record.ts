import { say } from '../../../shared/messages/say.ts';
import { ok } from '../../../shared/result.ts';
import { readWhole } from '../arguments.ts';
import type { Host } from '../host.ts';
import { printReadings, readingsJson } from './readings.ts';

export function addRecord({ program, run }: Host): void {
  program
    .command('record')
    .description('fetch the latest reading of everyone and record it')
    .option(
      '--min-interval <seconds>',
      'skip a reading that comes sooner after the last recorded one (default: 60)',
    )
    .action((given: { minInterval?: string }) =>
      run(async (session) => {
        const interval =
          given.minInterval === undefined
            ? ok(undefined)
            : readWhole('--min-interval', given.minInterval, 0, 86_400);
        if (!interval.ok) return interval;
        const outcome = await session.service.recordGlucose(interval.value);
        if (!outcome.ok) return outcome;
        const { recorded, skipped, readings } = outcome.value;
        if (session.options.json) {
          await session.output.json({ recorded, skipped, readings: readingsJson(session, readings) });
          return ok(undefined);
        }
        await printReadings(session, readings, true);
        session.output.say(
          skipped > 0
            ? say('commandLine.recordedSkipped', { count: recorded, skipped })
            : say('commandLine.recorded', { count: recorded }),
        );
        return ok(undefined);
      }),
    );
}

export function addBackfill({ program, run }: Host): void {
  program
    .command('backfill')
    .description('record what the history lacks of the last 12 hours')
    .argument('[patient]', 'id or name')
    .action((patient?: string) =>
      run(async ({ service, options, output }) => {
        const outcome = await service.recordGraph(patient);
        if (!outcome.ok) return outcome;
        if (options.json) await output.json(outcome.value);
        else {
          const { received, inserted, duplicates } = outcome.value;
          output.sentence(say('commandLine.backfilled', { count: received, inserted, duplicates }));
        }
        return ok(undefined);
      }),
    );
}
