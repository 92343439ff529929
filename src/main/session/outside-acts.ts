import type { NightscoutConnection } from '../../shared/ipc/outside.ts';
import { problem } from '../../shared/problems.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { DEFAULT_SETTINGS, isFollowed, type Settings } from '../../shared/settings/settings.ts';
import type { SecretName } from '../credentials/vault.ts';
import { isFeedSecret } from '../feed/secret.ts';
import { storedAddress } from '../nightscout/nightscout-upload.ts';
import { siteOf } from '../nightscout/site-of.ts';
import { parseBaseUrl, shownBaseUrl } from '../settings/base-url.ts';
import type { Following } from './following.ts';

/** Readers of the local feed must say this secret from now on; null: none. */
export async function setFeedSecret(following: Following, secret: string | null): Promise<Result<null>> {
  if (secret !== null && !isFeedSecret(secret))
    return fail(problem('badInput', { what: 'secret', given: '…', expected: { code: 'secretLength' } }));
  const kept = await keepSecret(following, 'feed', secret);
  if (!kept.ok) return kept;
  const changed = change(following, ({ feed }) => ({ feed: { ...feed, guarded: secret !== null } }));
  await following.feed?.secretChanged();
  return changed;
}

/** Tries a site once and keeps it with its token. A token that is refused is not kept. */
export async function connectNightscout(
  following: Following,
  { url, token, patientId }: NightscoutConnection,
): Promise<Result<null>> {
  const { profile, mode } = following;
  if (mode === 'demo') return fail(problem('demoNotUploaded', {}));
  const origin = parseBaseUrl(url);
  if (origin === null) {
    const expected = { code: 'httpsAddress' } as const;
    return fail(problem('badInput', { what: 'nightscoutUrl', given: shownBaseUrl(url), expected }));
  }
  const known = await siteOf(profile, { url: origin, token }).verify();
  if (!known.ok) return known;
  const kept = await keepSecret(following, 'nightscout', token);
  if (!kept.ok) return kept;
  await following.upload.forgetRefused();
  return change(following, ({ nightscout }) => ({
    nightscout: { ...nightscout, url: origin, patientId: patientId ?? onlyOne(following) },
  }));
}

/** Asks the site that is set up whether it knows the token. */
export async function testNightscout({ profile, upload }: Following): Promise<Result<null>> {
  const address = await storedAddress(profile, profile.currentSettings().nightscout.url);
  if (!address.ok) return address;
  const known = await siteOf(profile, address.value).verify();
  if (!known.ok) return known;
  await upload.forgetRefused();
  void upload.settingsChanged();
  return ok(null);
}

/** Sends nothing any more, and forgets site and token. */
export async function disconnectNightscout(following: Following): Promise<Result<null>> {
  const kept = await keepSecret(following, 'nightscout', null);
  return kept.ok ? change(following, () => ({ nightscout: DEFAULT_SETTINGS.nightscout })) : kept;
}

async function keepSecret(
  { profile }: Following,
  name: SecretName,
  secret: string | null,
): Promise<Result<void>> {
  const vault = await profile.vault();
  return vault.ok ? vault.value.writeSecret(name, secret) : vault;
}

/** Where one person alone is followed nobody needs to be chosen. */
function onlyOne({ monitor, profile }: Following): string | null {
  const settings = profile.currentSettings();
  const followed = monitor.state.people.filter(({ person }) => isFollowed(settings, person.patientId));
  return followed.length === 1 ? (followed[0]?.person.patientId ?? null) : null;
}

function change({ profile, upload }: Following, to: (settings: Settings) => Partial<Settings>): Result<null> {
  const store = profile.settings();
  if (!store.ok) return store;
  const updated = store.value.update((settings) => ({ ...settings, ...to(settings) }));
  if (!updated.ok) return updated;
  void upload.settingsChanged();
  return ok(null);
}
