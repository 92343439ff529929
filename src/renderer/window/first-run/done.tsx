import { ui } from '../../../shared/messages/en.ts';
import { SwitchSetting } from '../../components/fields.tsx';
import { snapshot } from '../../live.ts';
import { showPage } from '../navigation.ts';
import { finish } from './progress.ts';

/** What happens from now on without anybody doing anything. */
export function Done() {
  const words = ui.firstRun.done;
  const open = () => {
    showPage('now');
    finish();
  };
  return (
    <>
      <h1 tabIndex={-1}>{words.title}</h1>
      <p class="lead">{words.lead}</p>
      <div class="panel stack">
        <p>{words.pin}</p>
        <SwitchSetting
          label={words.login}
          hint={words.loginHint}
          on={snapshot.value?.settings.desktop.startAtLogin ?? false}
          change={(startAtLogin) => ({ desktop: { startAtLogin } })}
        />
      </div>
      <div class="row">
        <button type="button" class="button primary" onClick={open}>
          {words.open}
        </button>
      </div>
    </>
  );
}
