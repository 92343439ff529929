import { say } from '../../shared/messages/say.ts';
import { SAFETY_IN_ENGLISH } from '../../shared/messages/safety.ts';
import { speech } from '../../shared/messages/speech.ts';

/**
 * What every display of readings beside the sensor's own must say (21 CFR 862.1350), and that this is unofficial; an
 * item each for a list. The two sentences stand in English too, since a translation of them has not been approved.
 */
export function safetySentences() {
  const legal = (['window.safety.0', 'window.safety.1'] as const).map((key, i) => ({
    key,
    text: say(key),
    original: speech().language === 'en' ? null : SAFETY_IN_ENGLISH[i]!,
  }));
  return [...legal, { key: 'window.unofficial', text: say('window.unofficial'), original: null }].map(
    ({ key, text, original }) => (
      <span key={key} class="safety">
        {text}
        {original !== null && (
          <small class="original" lang="en">
            {original}
          </small>
        )}
      </span>
    ),
  );
}
