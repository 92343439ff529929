import { age, ui } from '../../../shared/messages/en.ts';
import { ChoiceSetting, TextSetting } from '../../components/fields.tsx';
import { snapshot } from '../../live.ts';

const words = ui.settings;
const POLLS = [60, 120, 300, 600, 900];
const RECORDS = [0, 60, 120, 300, 600, 900];

/** The usual choices, and the one that holds where it is another. */
function seconds(usual: readonly number[], current: number): (readonly [number, string])[] {
  return [...new Set([...usual, current])]
    .sort((a, b) => a - b)
    .map((one) => [one, one === 0 ? words.recordIntervalAll : age(one)] as const);
}

export function ConnectionSection() {
  const { pollIntervalSeconds, minimumRecordIntervalSeconds, apiVersion } = snapshot.value!.settings;
  return (
    <>
      <ChoiceSetting
        label={words.pollInterval}
        hint={words.pollIntervalHint}
        value={pollIntervalSeconds}
        options={seconds(POLLS, pollIntervalSeconds)}
        change={(chosen) => ({ pollIntervalSeconds: chosen })}
      />
      <ChoiceSetting
        label={words.recordInterval}
        value={minimumRecordIntervalSeconds}
        options={seconds(RECORDS, minimumRecordIntervalSeconds)}
        change={(chosen) => ({ minimumRecordIntervalSeconds: chosen })}
      />
      <TextSetting
        label={words.apiVersion}
        hint={words.apiVersionHint}
        value={apiVersion}
        allowed={{
          length: 10,
          fault: (text) => (/^\d{1,2}\.\d{1,3}\.\d{1,3}$/.test(text) ? null : words.apiVersionFault),
        }}
        change={(text) => ({ apiVersion: text })}
      />
    </>
  );
}
