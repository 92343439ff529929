import { createServer, type AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { memoryVault } from '../../../src/main/credentials/vault.ts';
import { LocalFeed } from '../../../src/main/feed/local-feed.ts';
import { knownOnDisk } from '../../../src/main/feed/status-on-disk.ts';
import { Profile } from '../../../src/main/profile/profile.ts';
import { ok } from '../../../src/shared/result.ts';
import type { FeedSettings } from '../../../src/shared/settings/settings.ts';
import type { FeedState } from '../../../src/shared/state/feed-state.ts';
import { temporaryDirectory } from '../../support/run-cli.ts';
import { valueOf } from '../history/history-folder.ts';

const SECRET = 'correct-horse-battery';

/** A port that nobody has, and one that somebody keeps. */
async function ports(): Promise<{ free: number; taken: number }> {
  const listening = async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return { server, port: (server.address() as AddressInfo).port };
  };
  const [one, other] = [await listening(), await listening()];
  await new Promise((resolve) => one.server.close(resolve));
  onTestFinished(() => void other.server.close());
  return { free: one.port, taken: other.port };
}

async function world() {
  const vault = memoryVault();
  const profile = new Profile({
    dataDir: temporaryDirectory(),
    places: { openVault: async () => ok(vault) },
  });
  const told: (FeedState | null)[] = [];
  const feed = new LocalFeed({
    profile,
    demo: false,
    known: async () => knownOnDisk(profile.dataDir, Date.now()),
    onChange: (state) => told.push(state),
    onFault(error) {
      throw error;
    },
  });
  onTestFinished(async () => {
    await feed.stop();
    await profile.close();
  });
  const set = (change: Partial<FeedSettings>) => {
    const store = valueOf(profile.settings());
    valueOf(store.update((before) => ({ ...before, feed: { ...before.feed, ...change } })));
    return feed.settingsChanged();
  };
  const statusOf = async (port: number, path = '/sgv.json'): Promise<number | 'over'> =>
    fetch(`http://127.0.0.1:${port}${path}`).then(
      ({ status }) => status,
      () => 'over' as const,
    );
  return { vault, feed, told, set, statusOf, ...(await ports()) };
}

describe('the local feed of the desktop', () => {
  it('is off until somebody switches it on, and until it is started', async () => {
    const { feed, told, set, statusOf, free } = await world();
    await feed.start();
    expect(feed.state).toBeNull();
    await set({ on: true, port: free });
    expect(told).toEqual([{ url: `http://127.0.0.1:${free}` }]);
    expect(await statusOf(free)).toBe(200);
    await set({ on: false });
    expect(told).toHaveLength(2);
    expect(await statusOf(free)).toBe('over');
    await set({ on: true });
    await feed.stop();
    expect(feed.state).toBeNull();
    expect(await statusOf(free)).toBe('over');
  });

  it('says that its port is taken, and moves to another one', async () => {
    const { feed, set, statusOf, free, taken } = await world();
    await feed.start();
    await set({ on: true, port: taken });
    expect(feed.state).toEqual({
      problem: { code: 'portUnusable', params: { port: String(taken), cause: 'portTaken' } },
    });
    await set({ port: free });
    expect(await statusOf(free)).toBe(200);
  });

  it('is served to nobody where the secret that readers must say is not there any more', async () => {
    const { feed, set, statusOf, vault, free } = await world();
    await feed.start();
    await set({ on: true, port: free, guarded: true });
    expect(feed.state).toEqual({ problem: { code: 'feedSecretMissing', params: {} } });
    expect(await statusOf(free)).toBe('over');
    await vault.writeSecret('feed', SECRET);
    await feed.secretChanged();
    expect(await statusOf(free)).toBe(401);
    expect(await statusOf(free, `/sgv.json?token=${SECRET}`)).toBe(200);
    await vault.writeSecret('feed', `${SECRET}-2`);
    await feed.secretChanged();
    expect(await statusOf(free, `/sgv.json?token=${SECRET}`)).toBe(401);
  });

  it('ends in the state that was wanted last, however quickly that was changed', async () => {
    const { feed, set, statusOf, free } = await world();
    const begun = feed.start();
    const changes = [
      set({ on: true, port: free }),
      set({ on: false }),
      set({ on: true }),
      set({ guarded: false }),
    ];
    await Promise.all([begun, ...changes]);
    expect(await statusOf(free)).toBe(200);
    await Promise.all([set({ on: false }), feed.stop()]);
    expect(await statusOf(free)).toBe('over');
  });
});
