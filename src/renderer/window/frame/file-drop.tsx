import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { say } from '../../../shared/messages/say.ts';
import { dropped, takesNone } from '../data/dropped.ts';
import { showPage } from '../navigation.ts';

const hasFiles = ({ dataTransfer }: DragEvent): boolean => dataTransfer?.types.includes('Files') === true;

/** The whole window takes a file that is dropped on it, to the page that imports it. */
export function FileDrop() {
  const isOver = useSignal(false);
  useEffect(() => {
    const over = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      event.dataTransfer!.dropEffect = takesNone.value ? 'none' : 'copy';
      isOver.value = !takesNone.value;
    };
    const end = () => void (isOver.value = false);
    const leave = (event: DragEvent) => {
      // Going from one part of the page to another leaves nothing.
      if (event.relatedTarget === null) end();
    };
    const drop = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      end();
      if (takesNone.value) return;
      dropped.value = [...event.dataTransfer!.files];
      showPage('data');
    };
    addEventListener('dragenter', over);
    addEventListener('dragover', over);
    addEventListener('dragleave', leave);
    addEventListener('drop', drop);
    // While something is dragged no pointer moves: it is over, whoever did not say so.
    addEventListener('pointermove', end);
    return () => {
      removeEventListener('dragenter', over);
      removeEventListener('dragover', over);
      removeEventListener('dragleave', leave);
      removeEventListener('drop', drop);
      removeEventListener('pointermove', end);
    };
  }, []);
  return isOver.value ? (
    <div class="file-drop">
      <p class="panel">{say('window.data.dropHere')}</p>
    </div>
  ) : null;
}
