import type { StatusReport } from '../../../shared/ipc/status.ts';
import { shownLink } from '../../../shared/state/app-state.ts';
import type { BackupState } from '../../../shared/state/backup-state.ts';
import type { RelaunchHold } from '../../../shared/state/planned-relaunch.ts';
import type { Snapshot } from '../../../shared/state/snapshot.ts';
import { say } from '../../../shared/messages/say.ts';
import { together } from '../../../shared/messages/sentences/lists.ts';
import { uploadSentence } from '../../../shared/messages/sentences/outside.ts';
import { windowLinkSentence } from '../../../shared/messages/sentences/link.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { percentText, tenthText, wholeText } from '../../../shared/messages/figures.ts';
import { localTime } from '../../../shared/messages/times.ts';

/** What it is, and how it stands. */
export type Row = readonly [name: string, value: string];

const MEGABYTE = 1024 * 1024;
const orNever = (instant: number | null) =>
  instant === null ? say('window.status.never') : localTime(instant);

export function connectionRows({ state, vault, feed, upload }: Snapshot, report: StatusReport | null): Row[] {
  const rows: Row[] = [];
  if (state) {
    const { since, lastAnswerAt, nextPollAt, pollReason } = state;
    const next = nextPollAt === null ? say('window.status.notPlanned') : localTime(nextPollAt);
    rows.push(
      [say('window.status.since'), localTime(since)],
      [say('window.status.lastAnswer'), orNever(lastAnswerAt)],
      [say('window.status.nextPoll'), `${next}: ${say(`window.status.reasons.${pollReason}`)}`],
    );
  }
  if (report) {
    const { serverHost, tokenExpiresAt } = report;
    if (serverHost !== '') rows.push([say('window.status.server'), serverHost]);
    rows.push([
      say('window.status.token'),
      tokenExpiresAt === null ? say('window.status.noToken') : localTime(tokenExpiresAt),
    ]);
  }
  if (feed)
    rows.push([
      say('window.status.feed'),
      'problem' in feed ? windowProblemSentence(feed.problem, localTime) : feed.url,
    ]);
  if (upload) rows.push([say('window.status.upload'), uploadSentence(upload, localTime)]);
  if (vault) rows.push([say('window.status.vault'), say(`window.vaults.${vault.kind}`)]);
  return rows;
}

export function recordingRows({ state, backup }: Snapshot, report: StatusReport | null): Row[] {
  const rows: Row[] = [];
  if (state)
    rows.push([
      say('window.status.recording'),
      state.storage
        ? windowLinkSentence(shownLink({ ...state, link: { code: 'ok' } }), localTime)
        : say('window.status.fine'),
    ]);
  if (backup) rows.push([say('window.status.backup'), backupText(backup)]);
  if (!report) return rows;
  const { readingsToday, recorded, historyBytes, historyCheckedAt, dataDir } = report;
  if (readingsToday) {
    const { recorded: got, expected } = readingsToday;
    const share = expected === 0 ? 1 : Math.min(1, got / expected);
    rows.push([
      say('window.status.today'),
      say('window.status.ofExpected', {
        recorded: wholeText(got),
        expected: wholeText(expected),
        percent: percentText(share),
      }),
    ]);
  }
  const isOpen = recorded !== null && historyBytes !== null;
  rows.push(
    [
      say('window.status.history'),
      isOpen
        ? say('window.status.historySize', {
            readings: wholeText(recorded),
            megabytes: tenthText(historyBytes / MEGABYTE),
          })
        : say('window.status.notOpen'),
    ],
    [say('window.status.checked'), orNever(historyCheckedAt)],
    [say('window.status.folder'), dataDir],
  );
  return rows;
}

/** The last one, and why there is none since. */
function backupText({ last, problem }: BackupState): string {
  const made = last
    ? say('window.status.backupMade', {
        time: localTime(last.at),
        megabytes: tenthText(last.bytes / MEGABYTE),
      })
    : say('window.status.never');
  return problem ? together(`${made}.`, windowProblemSentence(problem, localTime)) : made;
}

export function programRows({ update }: Snapshot, report: StatusReport | null): Row[] {
  if (!report) return [];
  const { version, electron, sqlite, platform, startedAt, memory, logDir } = report;
  const rows: Row[] = [
    [
      say('window.status.version'),
      sqlite === null
        ? say('window.status.versions', { version, electron })
        : say('window.status.versionsSqlite', { version, electron, sqlite }),
    ],
    ...newestRow(update),
    [say('window.status.platform'), platform],
    [say('window.status.started'), localTime(startedAt)],
  ];
  if (memory.hold !== null)
    rows.push([say('window.status.memory'), memoryText(memory.megabytes, memory.hold)]);
  if (logDir !== '') rows.push([say('window.status.logs'), logDir]);
  return rows;
}

function newestRow(update: Snapshot['update']): Row[] {
  const { newer, answeredAt } = update ?? { newer: null, answeredAt: null };
  if (newer === null && answeredAt === null) return [];
  const text = newer?.version ?? say('window.status.newestThis', { time: localTime(answeredAt!) });
  return [[say('window.status.newest'), text]];
}

function memoryText(megabytes: number, hold: RelaunchHold): string {
  const taken = say('window.status.megabytes', { megabytes: wholeText(Math.round(megabytes)) });
  return together(`${taken}.`, say(`window.status.holds.${hold}`));
}
