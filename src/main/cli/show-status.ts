import { statusText, STATUS_FORMATS, type StatusFormat } from '../../shared/status/formats/formats.ts';
import { statusJson } from '../../shared/status/status-json.ts';
import { statusOf, type Known, type Status } from '../../shared/status/status.ts';
import type { Unit } from '../../shared/glucose/units.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { knownOnDisk } from '../feed/status-on-disk.ts';
import { findPerson } from '../profile/people.ts';
import { VERSION } from '../profile/version.ts';

export { STATUS_FORMATS, type StatusFormat };

/** What a status is asked for by. */
export interface StatusRequest {
  dataDir: string;
  demo: boolean;
  /** null: as the settings have it. */
  unit: Unit | null;
  patient: string | undefined;
  format: StatusFormat;
}

/** What a look shows. */
export interface Looked {
  text: string;
  /** Two looks with the same one show the same, but for an age that goes on. */
  key: string;
}

/**
 * What the process that watches shows now, in lines. No session, no client, no keychain is opened, and nothing of the
 * folder is written: this is all that a status bar waits for.
 */
export function statusShown(request: StatusRequest): Result<Looked> {
  const known = knownOnDisk(request.dataDir, Date.now(), request.demo);
  if (request.demo && known.isAccounts) return fail(problem('folderOfAccount', { path: request.dataDir }));
  const chosen = chosenOf(known, request.patient);
  return chosen.ok ? ok(lookedAt(statusOf(known, chosen.value, request.unit), request.format)) : chosen;
}

/** Whose by id; null: whoever is to be shown, and where the history says of nobody who they are. */
function chosenOf({ people, way }: Known, patient: string | undefined): Result<string | null> {
  if (patient === undefined || (people.length === 0 && way.code === 'problem')) return ok(null);
  const found = findPerson(
    people.map(({ person }) => person),
    patient,
  );
  return found.ok ? ok(found.value.patientId) : found;
}

function lookedAt(status: Status, format: StatusFormat): Looked {
  const text = statusText(format, status, VERSION);
  const key = format === 'json' ? JSON.stringify({ ...statusJson(status), ageSeconds: null }) : text;
  return { text, key };
}
