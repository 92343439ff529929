import { overlap, USUAL_NIGHT, type QuietHours } from '../../../shared/alarms/rules.ts';
import { say } from '../../../shared/messages/say.ts';
import { timeOfDayText } from '../../../shared/messages/times.ts';
import { Icon } from '../../components/icon.tsx';
import { SaveNote, useSaving } from '../../components/saving.tsx';
import { snapshot } from '../../live.ts';

/** Asked once, of who had the program before it could do this. Not of who wants lows to be quiet at that time. */
export function NightOffer() {
  const saving = useSaving();
  const { mode, settings } = snapshot.value!;
  const { low } = settings.alarms;
  const isWanted = low.on && low.night === null && !overlap(low.quiet, USUAL_NIGHT);
  if (mode !== 'account' || settings.desktop.nightOffered || !isWanted) return null;
  const answer = (night: QuietHours | null) =>
    void saving.save({
      ...(night && { alarms: { ...settings.alarms, low: { ...low, night } } }),
      desktop: { nightOffered: true },
    });
  return (
    <section class="notices" aria-label={say('window.nightOffer.title')}>
      <div class="notice">
        <Icon name="moon" />
        <div class="grow stack tight">
          <h2 class="notice-title">{say('window.nightOffer.title')}</h2>
          <p>{say('window.nightOffer.lead')}</p>
          <div class="row">
            <button type="button" class="button" onClick={() => answer(USUAL_NIGHT)}>
              {say('window.nightOffer.yes', {
                from: timeOfDayText(USUAL_NIGHT.from),
                to: timeOfDayText(USUAL_NIGHT.to),
              })}
            </button>
            <button type="button" class="button" onClick={() => answer(null)}>
              {say('window.nightOffer.no')}
            </button>
            <SaveNote saving={saving} />
          </div>
          <p class="hint">{say('window.nightOffer.later')}</p>
        </div>
      </div>
    </section>
  );
}
