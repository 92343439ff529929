import { LEAST_VOLUME, type DesktopSettings } from '../../../shared/settings/settings.ts';
import { ui } from '../../../shared/messages/en.ts';
import { ChoiceSetting, SliderSetting, SwitchSetting } from '../../components/fields.tsx';
import { SnoozeControls } from '../../components/snooze-controls.tsx';
import { AlarmTest } from '../../components/alarm-test.tsx';
import { wholeText } from '../../format.ts';
import { snapshot } from '../../live.ts';
import { followed, nameOf } from '../../people.ts';
import { UnitSetting } from '../../components/unit-setting.tsx';

const words = ui.settings;
const desktop = (): DesktopSettings => snapshot.value!.settings.desktop;

export function SnoozeSection() {
  const isSilent = snapshot.value!.alarms.some(({ phase }) => phase !== 'active');
  return (
    <>
      {!isSilent && <p class="muted">{ui.alarms.noSilence}</p>}
      <SnoozeControls />
    </>
  );
}

export function SoundSection() {
  return (
    <>
      <Volume />
      <AlarmTest />
    </>
  );
}

function Volume() {
  return (
    <SliderSetting
      label={words.volume}
      hint={words.volumeHint}
      value={desktop().volume}
      scale={{ min: LEAST_VOLUME, max: 100, step: 5 }}
      text={(volume) => `${wholeText(volume)} ${words.percent}`}
      change={(volume) => ({ desktop: { volume } })}
    />
  );
}

export function TraySection() {
  const { trayPerson, trayPrivate, notificationsPrivate } = desktop();
  const people = followed.value.map(({ person }) => [person.patientId, nameOf(person)] as const);
  return (
    <>
      <ChoiceSetting
        label={words.trayPerson}
        value={trayPerson ?? ''}
        options={[['', words.trayAuto] as const, ...people]}
        change={(chosen) => ({ desktop: { trayPerson: chosen === '' ? null : chosen } })}
      />
      <SwitchSetting
        label={words.trayPrivate}
        hint={words.notificationsPrivateHint}
        on={trayPrivate}
        change={(on) => ({ desktop: { trayPrivate: on } })}
      />
      <SwitchSetting
        label={words.notificationsPrivate}
        hint={words.notificationsPrivateHint}
        on={notificationsPrivate}
        change={(on) => ({ desktop: { notificationsPrivate: on } })}
      />
      <SwitchSetting
        label={words.startAtLogin}
        hint={words.startAtLoginHint}
        on={desktop().startAtLogin}
        change={(on) => ({ desktop: { startAtLogin: on } })}
      />
      <SwitchSetting
        label={words.keepAwake}
        hint={words.keepAwakeHint}
        on={desktop().keepAwake}
        change={(on) => ({ desktop: { keepAwake: on } })}
      />
    </>
  );
}

export function LookSection() {
  return (
    <>
      <UnitSetting />
      <ChoiceSetting
        label={words.palette}
        hint={words.paletteHint}
        value={desktop().palette}
        options={[
          ['standard', words.palettes.standard],
          ['colourBlind', words.palettes.colourBlind],
        ]}
        change={(palette) => ({ desktop: { palette } })}
      />
    </>
  );
}
