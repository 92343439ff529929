import { LEAST_VOLUME, type DesktopSettings } from '../../../shared/settings/settings.ts';
import { say } from '../../../shared/messages/say.ts';
import {
  isLanguage,
  isReviewed,
  LANGUAGES,
  nameOfLanguage,
  speech,
} from '../../../shared/messages/speech.ts';
import { ChoiceSetting, SliderSetting, SwitchSetting } from '../../components/fields.tsx';
import { SnoozeControls } from '../../components/snooze-controls.tsx';
import { AlarmTest } from '../../components/alarm-test.tsx';
import { wholeText } from '../../../shared/messages/figures.ts';
import { snapshot } from '../../live.ts';
import { followed, nameOf } from '../../people.ts';
import { UnitSetting } from '../../components/unit-setting.tsx';
import { EveningSetting } from './evening-setting.tsx';

const desktop = (): DesktopSettings => snapshot.value!.settings.desktop;

export function SnoozeSection() {
  const isSilent = snapshot.value!.alarms.some(({ phase }) => phase !== 'active');
  return (
    <>
      {!isSilent && <p class="muted">{say('window.alarms.noSilence')}</p>}
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
      label={say('window.settings.volume')}
      hint={say('window.settings.volumeHint')}
      value={desktop().volume}
      scale={{ min: LEAST_VOLUME, max: 100, step: 5 }}
      text={(volume) => `${wholeText(volume)} ${say('window.settings.percent')}`}
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
        label={say('window.settings.trayPerson')}
        value={trayPerson ?? ''}
        options={[['', say('window.settings.trayAuto')] as const, ...people]}
        change={(chosen) => ({ desktop: { trayPerson: chosen === '' ? null : chosen } })}
      />
      <SwitchSetting
        label={say('window.settings.trayPrivate')}
        hint={say('window.settings.notificationsPrivateHint')}
        on={trayPrivate}
        change={(on) => ({ desktop: { trayPrivate: on } })}
      />
      <SwitchSetting
        label={say('window.settings.notificationsPrivate')}
        hint={say('window.settings.notificationsPrivateHint')}
        on={notificationsPrivate}
        change={(on) => ({ desktop: { notificationsPrivate: on } })}
      />
      <SwitchSetting
        label={say('window.settings.startAtLogin')}
        hint={say('window.settings.startAtLoginHint')}
        on={desktop().startAtLogin}
        change={(on) => ({ desktop: { startAtLogin: on } })}
      />
      <SwitchSetting
        label={say('window.settings.keepAwake')}
        hint={say('window.settings.keepAwakeHint')}
        on={desktop().keepAwake}
        change={(on) => ({ desktop: { keepAwake: on } })}
      />
      <EveningSetting />
    </>
  );
}

export function LookSection() {
  return (
    <>
      <UnitSetting />
      <LanguageSetting />
      <ClockSetting />
      <ChoiceSetting
        label={say('window.settings.palette')}
        hint={say('window.settings.paletteHint')}
        value={desktop().palette}
        options={[
          ['standard', say('window.settings.palettes.standard')],
          ['colourBlind', say('window.settings.palettes.colourBlind')],
        ]}
        change={(palette) => ({ desktop: { palette } })}
      />
    </>
  );
}

function LanguageSetting() {
  const unreviewed = !isReviewed(speech().language);
  const { language } = desktop();
  return (
    <ChoiceSetting
      label={say('window.settings.language')}
      hint={unreviewed ? say('window.settings.languageUnreviewed') : say('window.settings.languageHint')}
      value={language !== null && isLanguage(language) ? language : ''}
      options={[
        ['', say('window.settings.languageSystem')] as const,
        ...LANGUAGES.map((one) => [one, nameOfLanguage(one)] as const),
      ]}
      change={(chosen) => ({ desktop: { language: chosen === '' ? null : chosen } })}
    />
  );
}

/** Five past two, so that one sees which clock is which. */
const EXAMPLE = { 12: '2:05 PM', 24: '14:05' };

function ClockSetting() {
  return (
    <ChoiceSetting
      label={say('window.settings.clock')}
      value={desktop().clock ?? 0}
      options={[
        [0, say('window.settings.clocks.automatic')],
        [12, say('window.settings.clocks.12', { time: EXAMPLE[12] })],
        [24, say('window.settings.clocks.24', { time: EXAMPLE[24] })],
      ]}
      change={(clock) => ({ desktop: { clock: clock === 0 ? null : clock } })}
    />
  );
}
