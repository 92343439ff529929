import { say } from '../../shared/messages/say.ts';
import { dateInFull, localTime } from '../../shared/messages/times.ts';
import { isCutOff, newsMustWait, type UpdateState } from '../../shared/state/update-state.ts';
import { act } from '../acts.ts';
import { snapshot } from '../live.ts';
import { SwitchSetting } from './fields.tsx';
import { Icon } from './icon.tsx';
import { SaveNote, useSaving } from './saving.tsx';

/**
 * That there is a newer version, or that one is needed: what this one speaks, Abbott has switched off. Never beside an
 * alarm that is on.
 */
export function NewerVersion() {
  const { update } = snapshot.value!;
  if (update === null || newsMustWait(snapshot.value!)) return null;
  const words = wordsOf(update);
  if (words === null) return null;
  return (
    <section class="notices" aria-label={say('window.update.title')}>
      <div class="notice">
        <Icon name="info" />
        <div class="grow stack tight">
          <h2 class="notice-title">{words[0]}</h2>
          {words.slice(1).map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          {/* In the language that releases are written in. */}
          {update.newer?.lines.map((line) => (
            <p key={line} lang="en">
              {line}
            </p>
          ))}
          <Ways update={update} />
        </div>
      </div>
    </section>
  );
}

/** The heading, and what stands below it; null: there is nothing to tell. */
function wordsOf({ newer, answeredAt }: UpdateState): readonly string[] | null {
  const { updates, updateSeen } = snapshot.value!.settings.desktop;
  const needed = isCutOff(snapshot.value!);
  const cutOff = needed ? [say('window.update.signInEnded')] : [];
  if (newer !== null) {
    if (newer.version === updateSeen && !needed) return null;
    const { version, at } = newer;
    const is =
      at === null
        ? say('window.update.is', { version })
        : say('window.update.isOf', { version, date: dateInFull(at) });
    return [is, ...cutOff];
  }
  if (!needed) return null;
  if (!updates) return [say('window.update.title'), say('window.update.lookForIt')];
  return answeredAt === null
    ? [say('window.update.title'), ...cutOff]
    : [say('window.update.title'), say('window.update.noneYet', { time: localTime(answeredAt) })];
}

/** What can be done about it. */
function Ways({ update: { newer, by } }: { update: UpdateState }) {
  const saving = useSaving();
  const { updates } = snapshot.value!.settings.desktop;
  if (newer === null && updates) return null;
  const keep = (desktop: { updates: true } | { updateSeen: string }) => void saving.save({ desktop });
  return (
    <>
      {newer !== null && by !== 'page' && <p>{say(`window.update.${by}`)}</p>}
      <div class="row">
        {newer === null ? (
          <button type="button" class="button" onClick={() => keep({ updates: true })}>
            {say('window.update.look')}
          </button>
        ) : (
          <>
            {by === 'page' && (
              <button type="button" class="button" onClick={() => void act('releases:open')}>
                {say('window.update.page')}
              </button>
            )}
            {!isCutOff(snapshot.value!) && (
              <button type="button" class="button" onClick={() => keep({ updateSeen: newer.version })}>
                {say('window.update.dismiss')}
              </button>
            )}
          </>
        )}
        <SaveNote saving={saving} />
      </div>
    </>
  );
}

/** Whether newer versions are looked for; nothing where there is nowhere to look. */
export function UpdateSetting() {
  const { update, settings } = snapshot.value!;
  if (update === null) return null;
  return (
    <SwitchSetting
      label={say('window.update.setting')}
      hint={say('window.update.settingHint', { host: update.host })}
      on={settings.desktop.updates}
      change={(updates) => ({ desktop: { updates } })}
    />
  );
}
