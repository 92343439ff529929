import { useEffect } from 'preact/hooks';
import { say } from '../../../shared/messages/say.ts';
import { DataPage } from '../data/data-page.tsx';
import { FileDrop } from '../frame/file-drop.tsx';
import { showPage } from '../navigation.ts';
import { isAtData } from './progress.ts';

/** The page for data where nobody is signed in: bringing a history here, taking along or erasing what there is. */
export function DataHere() {
  const leave = () => void (isAtData.value = false);
  useEffect(
    () => () => {
      leave();
      // A file that was dropped has led to the page of those who are signed in.
      showPage('now');
    },
    [],
  );
  return (
    <>
      <FileDrop />
      <DataPage />
      <div class="row">
        <button type="button" class="button" onClick={leave}>
          {say('window.back')}
        </button>
      </div>
    </>
  );
}
