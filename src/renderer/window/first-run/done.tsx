import { say } from '../../../shared/messages/say.ts';
import { SwitchSetting } from '../../components/fields.tsx';
import { UpdateSetting } from '../../components/newer-version.tsx';
import { snapshot } from '../../live.ts';
import { showPage } from '../navigation.ts';
import { finish } from './progress.ts';

/** What happens from now on without anybody doing anything. */
export function Done() {
  const open = () => {
    showPage('now');
    finish();
  };
  return (
    <>
      <h1 tabIndex={-1}>{say('window.firstRun.done.title')}</h1>
      <p class="lead">{say('window.firstRun.done.lead')}</p>
      <div class="panel stack">
        <p>{say('window.firstRun.done.pin')}</p>
        <SwitchSetting
          label={say('window.firstRun.done.login')}
          hint={say('window.firstRun.done.loginHint')}
          on={snapshot.value?.settings.desktop.startAtLogin ?? false}
          change={(startAtLogin) => ({ desktop: { startAtLogin } })}
        />
        <UpdateSetting />
      </div>
      <div class="row">
        <button type="button" class="button primary" onClick={open}>
          {say('window.firstRun.done.open')}
        </button>
      </div>
    </>
  );
}
