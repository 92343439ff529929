import { zoneClock } from '../../shared/exchange/zone-clock.ts';
import type { ImportAnswers, ImportQuestion } from '../../shared/exchange/import-file.ts';
import { personName } from '../../shared/glucose/reading.ts';
import { unitLabel, type Unit } from '../../shared/glucose/units.ts';
import { wholeText } from '../../shared/messages/figures.ts';
import { say } from '../../shared/messages/say.ts';
import { stampsText, valuesText } from '../../shared/messages/sentences/import.ts';
import { listText } from '../../shared/messages/sentences/lists.ts';
import type { PersonInfo } from '../history/people.ts';
import type { Output } from './output.ts';
import { askChoice, askLine } from './prompt.ts';

/** Asks what nothing decides about a file; null where it is ended instead of answered. */
export async function askAbout(
  question: ImportQuestion,
  people: readonly PersonInfo[],
  output: Output,
): Promise<Partial<ImportAnswers> | null> {
  const choose = async <T, A>(choices: readonly T[], name: (one: T) => string, as: (one: T) => A) => {
    const chosen = await askChoice(say('commandLine.import.askNumber'), choices.map(name), (line) =>
      output.say(line),
    );
    const one = chosen === null ? undefined : choices[chosen];
    return one === undefined ? null : as(one);
  };
  switch (question.about) {
    case 'dateOrder': {
      output.say(say('commandLine.import.askOrder', { examples: stampsText(question.examples) }));
      const first = { dmy: say('commandLine.import.dayFirst'), mdy: say('commandLine.import.monthFirst') };
      return choose(
        ['dmy', 'mdy'] as const,
        (order) => first[order],
        (dateOrder) => ({ dateOrder }),
      );
    }
    case 'unit': {
      output.say(say('commandLine.import.askUnit', { examples: valuesText(question.examples) }));
      const units: readonly Unit[] = ['mmol', 'mgdl'];
      return choose(
        units,
        (unit) => unitLabel(unit),
        (unit) => ({ unit }),
      );
    }
    case 'zone':
      return askZone(question, output);
    case 'person': {
      const { compared } = question;
      output.say(
        compared === null
          ? say('commandLine.import.askPerson')
          : say('commandLine.import.askPersonCompared', {
              rows: wholeText(compared.rows),
              agree: wholeText(compared.agree),
            }),
      );
      const meant = people.filter(({ patientId }) => question.people.includes(patientId));
      return choose(meant, personName, ({ patientId }) => ({ patientId }));
    }
  }
}

/** Of many zones that fit, as many as somebody reads. */
const ZONES_NAMED = 5;

async function askZone(
  { candidates, shiftMinutes }: Extract<ImportQuestion, { about: 'zone' }>,
  output: Output,
): Promise<Partial<ImportAnswers> | null> {
  output.say(
    shiftMinutes === null
      ? say('commandLine.import.askZone', { zones: listText(candidates.slice(0, ZONES_NAMED)) })
      : say('commandLine.import.askZoneShifted', { minutes: wholeText(shiftMinutes) }),
  );
  for (;;) {
    const answer = await askLine(say('commandLine.import.askZoneName'));
    if (answer === null) return null;
    const zone = answer.trim();
    if (zone !== '' && zoneClock(zone, 0, 0) !== null) return { zone };
  }
}
