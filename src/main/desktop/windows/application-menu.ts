import { Menu } from 'electron';
import { say } from '../../../shared/messages/say.ts';

/** On macOS the keys for the clipboard, closing and quitting live in the menu bar; elsewhere a menu would only take room. */
export function setApplicationMenu(platform: NodeJS.Platform, quit: () => void): void {
  if (platform !== 'darwin') return Menu.setApplicationMenu(null);
  Menu.setApplicationMenu(
    Menu.buildFromTemplate([
      {
        label: 'Glucoglance',
        submenu: [
          { role: 'hide' },
          { type: 'separator' },
          { label: say('desktop.quit'), accelerator: 'Command+Q', click: quit },
        ],
      },
      { role: 'fileMenu' },
      { role: 'editMenu' },
      { role: 'windowMenu' },
    ]),
  );
}
