import { createHash } from 'node:crypto';
import { SECOND } from '../../shared/time.ts';

const id = '7c2e9a14-58d3-4f60-b1a9-2e64d08c3b57';

/** The made-up follower everybody in the simulation shares with. */
export const account = {
  id,
  email: 'follower@example.com',
  /** 8 to 36 characters, no space, a digit and a special: Abbott's rules. No secret. */
  password: 'Follow+Ada&Ben=2',
  /** What the `Account-Id` header must say: lower-case hex SHA-256 of the id. */
  accountId: createHash('sha256').update(id).digest('hex'),
  /** Claims of every token, named as in captured ones. */
  claims: {
    id,
    firstName: 'Robin',
    lastName: 'Lindqvist',
    country: 'DE',
    region: 'de',
    role: 'patient',
    units: 1,
    practices: [],
    c: 1,
  },
} as const;

const JOINED = Date.UTC(2023, 10, 4, 18, 2, 51) / SECOND;
const TERMS_ACCEPTED = Date.UTC(2025, 8, 30, 6, 44, 19) / SECOND;

/** `user` of GET /account: no consents, no devices; `uom` is text here, a number in connections. @param now ms UTC */
export function accountUser(now: number) {
  return {
    id: account.id,
    firstName: account.claims.firstName,
    lastName: account.claims.lastName,
    email: account.email,
    country: account.claims.country,
    uiLanguage: 'de-DE',
    communicationLanguage: 'de-DE',
    accountType: 'pat',
    uom: '1',
    dateFormat: '2',
    timeFormat: '2',
    emailDay: [1],
    system: {
      messages: {
        firstUsePhoenix: JOINED,
        firstUsePhoenixReportsDataMerged: JOINED,
        lluAnalyticsNewAccount: JOINED,
        lluGettingStartedBanner: JOINED,
        lluNewFeatureModal: JOINED,
        lvWebPostRelease: '3.18.9',
      },
    },
    details: {},
    twoFactor: { primaryMethod: '', primaryValue: '', secondaryMethod: '', secondaryValue: '' },
    created: JOINED,
    lastLogin: Math.floor(now / SECOND),
    programs: {},
    dateOfBirth: Date.UTC(1980, 0, 1) / SECOND,
    practices: {},
  };
}

/** `user` of a sign-in: also with devices and consents. @param now ms UTC */
export function signedInUser(now: number) {
  return {
    ...accountUser(now),
    devices: {},
    consents: {
      llu: { policyAccept: TERMS_ACCEPTED, touAccept: TERMS_ACCEPTED },
      realWorldEvidence: { policyAccept: 0, touAccept: 0, history: [] },
    },
  };
}
