import { strict } from '../provided.ts';
import { standIn } from '../stand-in.ts';

export type DialogKind = 'message' | 'open' | 'save' | 'error';

/** A dialog that came up. */
export interface ShownDialog {
  kind: DialogKind;
  options: object;
  /** Null while it is open. */
  result: unknown;
  /** What the person does; the fields left out are as if nothing had been touched. */
  answer(result: object): void;
}

const UNTOUCHED: Record<DialogKind, object> = {
  message: { response: 0, checkboxChecked: false },
  open: { canceled: true, filePaths: [] },
  save: { canceled: true, filePath: '' },
  error: {},
};

/** The options are the last argument; a window may stand before them. */
function optionsOf(given: readonly unknown[]): object {
  return given.at(-1) as object;
}

function ask<T>(kind: DialogKind, given: readonly unknown[]): Promise<T> {
  return new Promise((settle) => {
    const shown: ShownDialog = {
      kind,
      options: optionsOf(given),
      result: null,
      answer(result) {
        if (shown.result !== null) return;
        shown.result = { ...UNTOUCHED[kind], ...result };
        settle(shown.result as T);
      },
    };
    standIn.dialogs.push(shown);
    const ready = standIn.dialogAnswers.shift();
    if (ready !== undefined) shown.answer(ready as object);
  });
}

/** A synchronous dialog cannot wait for a spec, so its answer has to be there before. */
function askNow(kind: DialogKind, given: readonly unknown[]): unknown {
  const result = standIn.dialogAnswers.shift();
  if (result === undefined)
    throw new Error(`stand-in: no answer is ready in dialogAnswers for a ${kind} dialog`);
  standIn.dialogs.push({ kind, options: optionsOf(given), result, answer() {} });
  return result;
}

type Message = Electron.MessageBoxReturnValue;

export const dialog = strict('dialog', {
  showMessageBox: (...given: unknown[]) => ask<Message>('message', given),
  showMessageBoxSync: (...given: unknown[]) => (askNow('message', given) as Message).response,
  showOpenDialog: (...given: unknown[]) => ask<Electron.OpenDialogReturnValue>('open', given),
  showSaveDialog: (...given: unknown[]) => ask<Electron.SaveDialogReturnValue>('save', given),
  showErrorBox(title: string, content: string): void {
    standIn.dialogs.push({ kind: 'error', options: { title, content }, result: {}, answer() {} });
  },
} satisfies Partial<Electron.Dialog>);
