import { clockOf, overlap, USUAL_NIGHT, type QuietHours } from '../../../shared/alarms/rules.ts';
import { ui } from '../../../shared/messages/en.ts';
import { Icon } from '../../components/icon.tsx';
import { SaveNote, useSaving } from '../../components/saving.tsx';
import { snapshot } from '../../live.ts';

const words = ui.nightOffer;

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
    <section class="notices" aria-label={words.title}>
      <div class="notice">
        <Icon name="moon" />
        <div class="grow stack tight">
          <h2 class="notice-title">{words.title}</h2>
          <p>{words.lead}</p>
          <div class="row">
            <button type="button" class="button" onClick={() => answer(USUAL_NIGHT)}>
              {words.yes(clockOf(USUAL_NIGHT.from), clockOf(USUAL_NIGHT.to))}
            </button>
            <button type="button" class="button" onClick={() => answer(null)}>
              {words.no}
            </button>
            <SaveNote saving={saving} />
          </div>
          <p class="hint">{words.later}</p>
        </div>
      </div>
    </section>
  );
}
