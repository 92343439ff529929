import { expect, it } from 'vitest';
import { Ending } from '../../../src/main/desktop/ending.ts';

function program({ watches = true, response = 1 } = {}) {
  const told: string[] = [];
  let beforeQuit: (event: { preventDefault(): void }) => void = () => {};
  const ending = new Ending({
    app: {
      on: ((_: string, listener: typeof beforeQuit) => {
        beforeQuit = listener;
      }) as never,
      quit: () => {
        let prevented = false;
        beforeQuit({ preventDefault: () => (prevented = true) });
        told.push(prevented ? 'held' : 'gone');
      },
    },
    dialog: {
      showMessageBox: (async () => {
        told.push('asked');
        return { response, checkboxChecked: false };
      }) as never,
    },
    watches: () => watches,
    stop: async () => void told.push('stopped'),
    stopAtOnce: () => void told.push('stopped at once'),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { ending, told, settle, systemQuits: () => beforeQuit({ preventDefault: () => told.push('held') }) };
}

it('a person who quits is told that alarms end, and everything is closed first', async () => {
  const { ending, told, settle } = program();
  await ending.quit();
  await settle();
  expect(told).toEqual(['asked', 'stopped', 'held', 'gone']);
});

it('a person who thinks better of it stays', async () => {
  const { ending, told } = program({ response: 0 });
  await ending.quit();
  expect(told).toEqual(['asked']);
  expect(ending.hasBegun).toBe(false);
});

it('asks once however often quitting is chosen meanwhile', async () => {
  const { ending, told } = program({ response: 0 });
  await Promise.all([ending.quit(), ending.quit()]);
  expect(told).toEqual(['asked']);
  await ending.quit();
  expect(told).toEqual(['asked', 'asked']);
});

it('nobody is asked where nobody is watched, or where the system quits', async () => {
  const idle = program({ watches: false });
  await idle.ending.quit();
  await idle.settle();
  expect(idle.told).toEqual(['stopped', 'held', 'gone']);

  const system = program();
  system.systemQuits();
  await system.settle();
  expect(system.told).toEqual(['held', 'stopped', 'gone']);
});

it('a session that ends waits for nothing', () => {
  const { ending, told } = program();
  ending.sessionEnds();
  expect(told).toEqual(['stopped at once']);
  expect(ending.hasBegun).toBe(true);
});
