import { personName } from '../../../shared/glucose/reading.ts';
import { say } from '../../../shared/messages/say.ts';
import {
  alarmsEndSentences,
  erasedSentence,
  erasureSentences,
} from '../../../shared/messages/sentences/erasing.ts';
import { problem, type Expected } from '../../../shared/problems.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { erase as eraseNow, whatGoes, type WhatGoes } from '../../erase/erase.ts';
import { holdingFolder } from '../../monitor/holding-folder.ts';
import { systemClock } from '../../time/clock.ts';
import type { Host } from '../host.ts';
import { askYes, isInteractive } from '../prompt.ts';
import type { Session } from '../session.ts';

interface EraseOptions {
  everything?: true;
  yes?: true;
}

export function addErase({ program, run }: Host): void {
  program
    .command('erase')
    .description('erase everything of a person, or everything there is')
    .argument('[patient]', 'patient id or name')
    .option('--everything', 'of everybody, with e-mail and password')
    .option('--yes', 'without asking')
    .action((patient: string | undefined, given: EraseOptions) =>
      run((session) => erase(session, patient, given)),
    );
}

async function erase(
  session: Session,
  patient: string | undefined,
  given: EraseOptions,
): Promise<Result<void>> {
  if ((patient === undefined) !== (given.everything === true))
    return fail(wrong('--everything', { code: 'personOrEverything' }));
  const { profile, options, output } = session;
  return holdingFolder(options.dataDir, systemClock, async (hold) => {
    const what = await whatGoes(profile, patient ?? null);
    if (!what.ok) return what;
    if (given.yes !== true) {
      const agreed = await consent(session, what.value);
      if (!agreed.ok || !agreed.value) return agreed.ok ? ok(undefined) : agreed;
      const held = await hold();
      if (!held.ok) return held;
    }
    const erased = await eraseNow(profile, what.value);
    if (!erased.ok) return erased;
    const { keychain, ...counts } = erased.value;
    if (keychain) {
      output.problem(keychain);
      output.say(say('commandLine.erase.keychainLeft'));
    }
    if (options.json) {
      const { readings, journal, backups, files } = counts;
      await output.json({ erased: { readings, journal, backups, files } });
    } else {
      for (const line of alarmsEndSentences(shown(what.value))) output.say(line);
      output.say(erasedSentence(counts));
    }
    return ok(undefined);
  });
}

function wrong(what: string, expected: Expected) {
  return problem('badInput', { what, given: '', expected });
}

/** Shows what will go, and asks. False: it is to be left. */
async function consent(session: Session, what: WhatGoes): Promise<Result<boolean>> {
  const { output } = session;
  for (const line of erasureSentences(shown(what))) output.say(line);
  if (!isInteractive()) return fail(wrong('--yes', { code: 'yesNeeded' }));
  const answer = await session.unlimited(askYes(say('commandLine.erase.ask')));
  if (answer === null) return fail(problem('promptEnded', {}));
  if (!answer) output.say(say('commandLine.restoreLeft'));
  return ok(answer);
}

/** With everybody by their names. */
function shown(what: WhatGoes) {
  return { ...what, people: what.people.map((person) => ({ ...person, name: personName(person) })) };
}
