import type { StatusReport } from '../../../shared/ipc/status.ts';
import type { Snapshot } from '../../../shared/state/snapshot.ts';
import { ui, windowProblemSentence } from '../../../shared/messages/en.ts';
import { localTime, percentText, tenthText, wholeText } from '../../format.ts';

/** What it is, and how it stands. */
export type Row = readonly [name: string, value: string];

const words = ui.status;
const MEGABYTE = 1024 * 1024;
const orNever = (instant: number | null) => (instant === null ? words.never : localTime(instant));

export function connectionRows({ state, vault }: Snapshot, report: StatusReport | null): Row[] {
  const rows: Row[] = [];
  if (state) {
    const { since, lastAnswerAt, nextPollAt, pollReason } = state;
    const next = nextPollAt === null ? words.notPlanned : localTime(nextPollAt);
    rows.push(
      [words.since, localTime(since)],
      [words.lastAnswer, orNever(lastAnswerAt)],
      [words.nextPoll, `${next}: ${words.reasons[pollReason]}`],
    );
  }
  if (report) {
    const { serverHost, tokenExpiresAt } = report;
    if (serverHost !== '') rows.push([words.server, serverHost]);
    rows.push([words.token, tokenExpiresAt === null ? words.noToken : localTime(tokenExpiresAt)]);
  }
  if (vault) rows.push([words.vault, ui.vaults[vault.kind]]);
  return rows;
}

export function recordingRows({ state }: Snapshot, report: StatusReport | null): Row[] {
  const rows: Row[] = [];
  if (state)
    rows.push([
      words.recording,
      state.storage ? windowProblemSentence(state.storage, localTime) : words.fine,
    ]);
  if (!report) return rows;
  const { readingsToday, recorded, historyBytes, historyCheckedAt, dataDir } = report;
  if (readingsToday) {
    const { recorded: got, expected } = readingsToday;
    const share = expected === 0 ? 1 : Math.min(1, got / expected);
    rows.push([words.today, words.ofExpected(wholeText(got), wholeText(expected), percentText(share))]);
  }
  const isOpen = recorded !== null && historyBytes !== null;
  rows.push(
    [
      words.history,
      isOpen ? words.historySize(wholeText(recorded), tenthText(historyBytes / MEGABYTE)) : words.notOpen,
    ],
    [words.checked, orNever(historyCheckedAt)],
    [words.folder, dataDir],
  );
  return rows;
}

export function programRows(report: StatusReport | null): Row[] {
  if (!report) return [];
  const { version, electron, sqlite, platform, startedAt, logDir } = report;
  const rows: Row[] = [
    [words.version, words.versions(version, electron, sqlite)],
    [words.platform, platform],
    [words.started, localTime(startedAt)],
  ];
  if (logDir !== '') rows.push([words.logs, logDir]);
  return rows;
}
