import { say } from '../../../shared/messages/say.ts';
import { UpdateSetting } from '../../components/newer-version.tsx';
import { ageText } from '../../../shared/messages/sentences/durations.ts';
import { ChoiceSetting, TextSetting } from '../../components/fields.tsx';
import { snapshot } from '../../live.ts';

const POLLS = [60, 120, 300, 600, 900];
const RECORDS = [0, 60, 120, 300, 600, 900];

/** The usual choices, and the one that holds where it is another. */
function seconds(usual: readonly number[], current: number): (readonly [number, string])[] {
  return [...new Set([...usual, current])]
    .sort((a, b) => a - b)
    .map((one) => [one, one === 0 ? say('window.settings.recordIntervalAll') : ageText(one)] as const);
}

export function ConnectionSection() {
  const { pollIntervalSeconds, minimumRecordIntervalSeconds, apiVersion } = snapshot.value!.settings;
  return (
    <>
      <ChoiceSetting
        label={say('window.settings.pollInterval')}
        hint={say('window.settings.pollIntervalHint')}
        value={pollIntervalSeconds}
        options={seconds(POLLS, pollIntervalSeconds)}
        change={(chosen) => ({ pollIntervalSeconds: chosen })}
      />
      <ChoiceSetting
        label={say('window.settings.recordInterval')}
        value={minimumRecordIntervalSeconds}
        options={seconds(RECORDS, minimumRecordIntervalSeconds)}
        change={(chosen) => ({ minimumRecordIntervalSeconds: chosen })}
      />
      <TextSetting
        label={say('window.settings.apiVersion')}
        hint={say('window.settings.apiVersionHint')}
        value={apiVersion}
        allowed={{
          length: 10,
          fault: (text) =>
            /^\d{1,2}\.\d{1,3}\.\d{1,3}$/.test(text) ? null : say('window.settings.apiVersionFault'),
        }}
        change={(text) => ({ apiVersion: text })}
      />
      <UpdateSetting />
    </>
  );
}
