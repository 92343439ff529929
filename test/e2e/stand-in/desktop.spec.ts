import { expect, test } from './toy.ts';

test('the tray has a picture, a tooltip and a menu that a spec can click', async ({ startToy }) => {
  const { app, win, standIn, diary } = await startToy();
  expect(
    await standIn.evaluate(({ trays: [tray] }) => ({
      toolTip: tray!.toolTip,
      size: tray!.image.getSize(),
      menu: tray!.shownMenu.map(({ label, type, enabled }) => [label, type, enabled]),
      deep: tray!.shownMenu[3]?.submenu?.map(({ label }) => label),
    })),
  ).toEqual({
    toolTip: 'a toy',
    size: { width: 1, height: 1 },
    menu: [
      ['Open', 'normal', true],
      ['Loud', 'checkbox', true],
      ['', 'separator', true],
      ['More', 'submenu', true],
      ['Never', 'normal', false],
      ['quit', 'normal', true],
    ].map((row) => (row[0] === 'quit' ? ['Quit', ...row.slice(1)] : row)),
    deep: ['Deep'],
  });
  await win.evaluate((one) => one.hide());
  await standIn.evaluate(({ trays: [tray] }) => tray!.choose('Open'));
  expect(await win.evaluate((one) => one.isVisible())).toBe(true);
  await standIn.evaluate(({ trays: [tray] }) => {
    tray!.choose('Loud');
    tray!.choose('Loud');
    tray!.choose('Deep');
  });
  await expect.poll(diary).toEqual(expect.arrayContaining(['loud true', 'loud false', 'deep']));
  expect(
    await standIn.evaluate(({ trays: [tray] }) => {
      try {
        return String(tray!.choose('Never'));
      } catch (error) {
        return String(error);
      }
    }),
  ).toContain('disabled');
  // What changes in a menu is not seen until it is set again.
  expect(
    await app.evaluate((_electron, recorder) => {
      const tray = recorder.trays[0]!;
      tray.menu!.items[0]!.label = 'Show';
      const before = tray.shownMenu[0]!.label;
      tray.setContextMenu(tray.menu);
      return [before, tray.shownMenu[0]!.label];
    }, standIn),
  ).toEqual(['Open', 'Show']);
});

test('a tray without a readable picture is refused', async ({ startToy }) => {
  const { app } = await startToy();
  expect(
    await app.evaluate(({ nativeImage, Tray }) => {
      const empty = nativeImage.createFromPath('/nowhere.png').isEmpty();
      try {
        return [empty, new Tray('/nowhere.png').isDestroyed()];
      } catch (error) {
        return [empty, String(error)];
      }
    }),
  ).toEqual([true, "Error: Failed to load image from path '/nowhere.png'"]);
});

test('notifications are shown, clicked, closed, or fail', async ({ startToy }) => {
  const { app, standIn } = await startToy();
  const events = await app.evaluateHandle(({ Notification }) => {
    const list: string[] = [];
    for (const body of ['clicked', 'closed']) {
      const one = new Notification({ title: 'Toy', body, urgency: 'critical' });
      one.on('show', () => void list.push(`show ${body}`));
      one.on('click', () => void list.push(`click ${body}`));
      one.on('close', () => void list.push(`close ${body}`));
      one.show();
      if (body === 'closed') one.once('show', () => one.close());
    }
    return list;
  });
  await expect
    .poll(() => events.evaluate((list) => list))
    .toEqual(['show clicked', 'show closed', 'close closed']);
  await standIn.evaluate(({ notifications: [one] }) => void one!.emit('click', {}));
  expect(await events.evaluate((list) => list.at(-1))).toBe('click clicked');
  expect(
    await standIn.evaluate(({ notifications }) =>
      notifications.map(({ body, open, urgency }) => [body, open, urgency]),
    ),
  ).toEqual([
    ['clicked', true, 'critical'],
    ['closed', false, 'critical'],
  ]);
  await standIn.evaluate((one) => {
    one.notificationFailure = 'no daemon';
    one.notificationsSupported = false;
  });
  expect(
    await app.evaluate(
      ({ Notification }) =>
        new Promise<[boolean, string]>((settle) => {
          const one = new Notification({ title: 'Toy' });
          one.on('failed', (_event, error) => settle([Notification.isSupported(), error]));
          one.show();
        }),
    ),
  ).toEqual([false, 'no daemon']);
});

test('dialogs wait for an answer, or have one ready', async ({ startToy }) => {
  const { app, standIn } = await startToy();
  const asked = app.evaluate(({ dialog }) =>
    dialog.showMessageBox({ message: 'Really?', buttons: ['No', 'Yes'] }),
  );
  await expect.poll(() => standIn.evaluate(({ dialogs }) => dialogs.length)).toBe(1);
  expect(await standIn.evaluate(({ dialogs: [one] }) => [one!.kind, one!.options, one!.result])).toEqual([
    'message',
    { message: 'Really?', buttons: ['No', 'Yes'] },
    null,
  ]);
  await standIn.evaluate(({ dialogs: [one] }) => one!.answer({ response: 1 }));
  expect(await asked).toEqual({ response: 1, checkboxChecked: false });
  await standIn.evaluate(
    (one) => void one.dialogAnswers.push({ canceled: false, filePath: '/a.csv' }, { response: 2 }),
  );
  expect(
    await app.evaluate(async ({ dialog, BrowserWindow }) => [
      await dialog.showSaveDialog(BrowserWindow.getAllWindows()[0]!, { title: 'Save' }),
      dialog.showMessageBoxSync({ message: 'now' }),
    ]),
  ).toEqual([{ canceled: false, filePath: '/a.csv' }, 2]);
  await app.evaluate(({ dialog }) => dialog.showErrorBox('Sorry', 'It broke.'));
  expect(await standIn.evaluate(({ dialogs }) => dialogs.at(-1)?.options)).toEqual({
    title: 'Sorry',
    content: 'It broke.',
  });
});

test('what leaves the app is recorded: links, files, clipboard, login item, sleep blockers', async ({
  startToy,
}) => {
  const { app, standIn } = await startToy();
  expect(
    await app.evaluate(async ({ app: one, clipboard, powerSaveBlocker, shell }) => {
      await shell.openExternal('https://example.org/help');
      await shell.openPath('/tmp/file');
      shell.showItemInFolder('/tmp/other');
      shell.beep();
      await clipboard.writeText('copied');
      one.setLoginItemSettings({ openAtLogin: true, args: ['--hidden'] });
      const blocker = powerSaveBlocker.start('prevent-display-sleep');
      return [
        await clipboard.readText(),
        one.getLoginItemSettings().openAtLogin,
        powerSaveBlocker.isStarted(blocker),
      ];
    }),
  ).toEqual(['copied', true, true]);
  expect(
    await standIn.evaluate((one) => [
      one.openedExternal,
      one.openedPaths,
      one.shownInFolder,
      one.beeps,
      one.loginItems,
      one.powerSaveBlockers.map(({ type }) => type),
    ]),
  ).toEqual([
    ['https://example.org/help'],
    ['/tmp/file'],
    ['/tmp/other'],
    1,
    [{ openAtLogin: true, args: ['--hidden'] }],
    ['prevent-display-sleep'],
  ]);
});

test('a spec puts the computer to sleep and changes its displays', async ({ startToy }) => {
  const { app, standIn } = await startToy();
  const heard = await app.evaluateHandle(({ powerMonitor, screen }) => {
    const list: string[] = [];
    for (const name of ['suspend', 'resume', 'unlock-screen'])
      powerMonitor.on(name as 'resume', () => void list.push(name));
    screen.on('display-removed', (_event, { id }) => void list.push(`removed ${id}`));
    screen.on(
      'display-metrics-changed',
      (_event, { id }, changed) => void list.push(`${id} ${changed.join()}`),
    );
    return list;
  });
  await app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend');
    powerMonitor.emit('resume');
    powerMonitor.emit('unlock-screen');
  });
  await standIn.evaluate((one) => {
    const first = { bounds: { x: 0, y: 0, width: 1920, height: 1080 } };
    one.setDisplays([first, { bounds: { x: 1920, y: 0, width: 1280, height: 800 } }]);
    one.setDisplays([{ ...first, scaleFactor: 2 }]);
  });
  expect(await heard.evaluate((list) => list)).toEqual([
    'suspend',
    'resume',
    'unlock-screen',
    'removed 2',
    '1 scaleFactor',
  ]);
  expect(await standIn.evaluate((one) => one.powerEvents)).toEqual(['suspend', 'resume', 'unlock-screen']);
  expect(
    await app.evaluate(({ screen }) => [
      screen.getAllDisplays().length,
      screen.getDisplayMatching({ x: 5000, y: 0, width: 10, height: 10 }).id,
    ]),
  ).toEqual([1, 1]);
});

test('what is not provided says so, and is not missed by silence', async ({ startToy }) => {
  const { app } = await startToy();
  const tried = await app.evaluate((electron) => {
    const attempt = (action: () => unknown) => {
      try {
        return String(action());
      } catch (error) {
        return (error as Error).message;
      }
    };
    return [
      attempt(() => electron.globalShortcut.register('A', () => {})),
      attempt(() => electron.app.setBadgeCount(3)),
      attempt(() => new electron.WebContentsView()),
      attempt(() => electron.safeStorage.encryptString('sync')),
      attempt(() => electron.Notification.getHistory()),
      attempt(() => electron.BrowserWindow.getAllWindows()[0]!.webContents.capturePage()),
    ];
  });
  expect(tried).toEqual([
    'stand-in: electron.globalShortcut.register is not provided',
    'stand-in: electron.app.setBadgeCount is not provided',
    'stand-in: electron.WebContentsView is not provided',
    'stand-in: electron.safeStorage.encryptString is not provided',
    'stand-in: electron.Notification.getHistory is not provided',
    'stand-in: electron.WebContents.capturePage is not provided',
  ]);
});
