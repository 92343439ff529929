import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import type { StatusReport } from '../../shared/ipc.ts';
import { linkSentence, noticeSentences, problemSentence, ui } from '../../shared/messages/en.ts';
import { bridge } from '../bridge.ts';
import { localTime } from '../format.ts';
import { snapshot } from '../model.ts';

/** How it stands with connection, recording and keychain. */
export function StatusView() {
  const report = useSignal<StatusReport | null>(null);
  useEffect(() => {
    void bridge.invoke('status:read', undefined).then((answer) => {
      if (answer.ok) report.value = answer.value;
    });
  }, []);
  const { state, vault, notices } = snapshot.value!;
  const rows: [string, string][] = [];
  if (state) {
    rows.push([ui.status.connection, linkSentence(state.link, localTime)]);
    rows.push([ui.status.since, localTime(state.since)]);
    rows.push([
      ui.status.lastAnswer,
      state.lastAnswerAt === null ? ui.status.none : localTime(state.lastAnswerAt),
    ]);
    rows.push([ui.status.nextPoll, state.nextPollAt === null ? ui.status.none : localTime(state.nextPollAt)]);
    rows.push([
      ui.status.recording,
      state.storage ? problemSentence(state.storage, localTime) : ui.status.fine,
    ]);
  }
  if (vault) rows.push([ui.status.vault, ui.vaults[vault.kind]]);
  for (const notice of notices)
    for (const sentence of noticeSentences(notice, (_, mgdl) => `${mgdl} mg/dL`, localTime))
      rows.push([ui.status.notice, sentence]);
  if (report.value) {
    const { version, electron, platform, dataDir, historyBytes, recorded, serverHost } = report.value;
    rows.push([ui.status.version, `${version}, Electron ${electron}, ${platform}`]);
    rows.push([ui.status.server, serverHost]);
    rows.push([ui.status.folder, dataDir]);
    rows.push([ui.status.history, ui.status.historySize(recorded, historyBytes)]);
  }
  return (
    <section>
      <h2>{ui.pages.status}</h2>
      <dl class="status">
        {rows.map(([name, value]) => (
          <div key={name + value}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <button type="button" onClick={() => void bridge.invoke('link:open', { link: 'status' })}>
        {ui.status.abbott}
      </button>
    </section>
  );
}
