import { BrowserWindow, dialog, type WebContents } from 'electron';

/** Lets the person choose a file, of these or of any kind; null: they thought better of it. @param asker the window that asks */
export async function askForFile(asker: WebContents, kind: Electron.FileFilter): Promise<string | null> {
  const options: Electron.OpenDialogOptions = {
    properties: ['openFile'],
    filters: [kind, { name: '*', extensions: ['*'] }],
  };
  const window = BrowserWindow.fromWebContents(asker);
  const { canceled, filePaths } = window
    ? await dialog.showOpenDialog(window, options)
    : await dialog.showOpenDialog(options);
  return canceled ? null : (filePaths[0] ?? null);
}
