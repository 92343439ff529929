import type { Notice } from '../../shared/state/notices.ts';
import { say } from '../../shared/messages/say.ts';
import { noticeSentences } from '../../shared/messages/sentences/notice.ts';
import { windowProblemSentence } from '../../shared/messages/sentences/problem.ts';
import { act } from '../acts.ts';
import { glucoseText } from '../../shared/messages/figures.ts';
import { localTime } from '../../shared/messages/times.ts';
import { snapshot } from '../live.ts';
import { nameById, unitById } from '../people.ts';
import { Icon } from './icon.tsx';

/** What happened meanwhile and should be known; can be put away, except for what is still wrong. */
export function Notices() {
  const notices = snapshot.value?.notices ?? [];
  if (notices.length === 0) return null;
  return (
    <section class="notices" aria-label={say('window.notices.title')}>
      {notices.map((notice, i) => (
        <Shown key={`${notice.code} ${i}`} notice={notice} />
      ))}
    </section>
  );
}

function Shown({ notice }: { notice: Notice }) {
  const sentences = sentencesOf(notice);
  return (
    <div class={`notice ${notice.code}`}>
      <Icon name={isNews(notice) ? 'info' : 'warning'} />
      <div class="grow stack tight">
        <h2 class="notice-title">{say(`window.notices.${notice.code}`)}</h2>
        {sentences.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {notice.code !== 'problem' && (
        <button
          type="button"
          class="button quiet"
          onClick={() => void act('notice:dismiss', { code: notice.code })}
        >
          {say('window.notices.dismiss')}
        </button>
      )}
    </div>
  );
}

/** Whether it needs nobody to do anything. */
function isNews(notice: Notice): boolean {
  return (
    notice.code === 'away' ||
    notice.code === 'doneLate' ||
    (notice.code === 'recordedAgain' && notice.lost === null)
  );
}

function sentencesOf(notice: Notice): string[] {
  if (notice.code === 'problem') return [windowProblemSentence(notice.problem, localTime)];
  const named: Notice =
    notice.code === 'away'
      ? {
          ...notice,
          people: notice.people.map((one) => ({
            ...one,
            name: nameById(one.patientId, one.name) ?? one.name,
          })),
        }
      : notice;
  return noticeSentences(named, (patientId, mgdl) => glucoseText(mgdl, unitById(patientId)), localTime);
}
