import { SECOND } from '../../shared/time.ts';
import { account, accountUser } from './account.ts';
import { countryConfig, MINIMUM_VERSION } from './country-config.ts';
import type { SimulatedPerson } from './people.ts';
import { graphReadings, logbookEntries } from './readings.ts';
import { bearerOf, clientOf, createSignIn, isStepType, type SignIn } from './sign-in.ts';
import { createTokens, type Claims } from './tokens.ts';
import { answer, refusal, type WireAnswer, type WireRequest } from './wire-request.ts';
import {
  activeSensors,
  alarmRules,
  connection,
  graphPoint,
  logbookItem,
  patientDevice,
} from './wire-shapes.ts';
import { momentOf, type World } from './world.ts';

/** Answers requests as LibreLinkUp's v4 interface does. */
export type Service = (request: WireRequest) => WireAnswer;

interface Route {
  method: 'GET' | 'POST';
  /** One group at most: the id or step in the path. */
  path: RegExp;
  /** `session`: version, token and Account-Id are checked first; `open`: only that product and version are there. */
  access: 'open' | 'session';
  reply: (request: WireRequest, part: string) => WireAnswer;
}

/** Unknown and no longer shared patients; a 4 without `step` is not a sign-in matter. */
const unknownPatient = answer({ error: { message: 'couldNotLoadPatient' }, status: 4 });

function isOlder(version: string, than: string): boolean {
  const parts = (text: string) => text.split('.').map((part) => Number.parseInt(part, 10) || 0);
  const [ours, theirs] = [parts(version), parts(than)];
  for (let place = 0; place < 3; place += 1) {
    const difference = (ours[place] ?? 0) - (theirs[place] ?? 0);
    if (difference !== 0) return difference < 0;
  }
  return false;
}

/** Every client names itself, on every call. */
function headersMissing({ headers }: WireRequest): WireAnswer | null {
  return headers['product'] && headers['version'] ? null : refusal(400, 'RequiredHeaderMissing');
}

/**
 * An old version is refused on data calls only: the sign-in goes through, as with the real service, where the
 * first data call is what fails (nightscout-librelink-up #167).
 */
function versionTooOld(world: World, { headers }: WireRequest): WireAnswer | null {
  const minimumVersion = minimumVersionOf(world);
  return isOlder(headers['version'] ?? '', minimumVersion)
    ? { http: 403, body: { data: { minimumVersion }, status: 920 } }
    : null;
}

/** The last of a scenario's events whose time has come. */
function lastDue<T extends { after: number }>(world: World, events: readonly T[] = []): T | undefined {
  return events.findLast(({ after }) => world.now() >= world.launchedAt + after);
}

/** The oldest client version that gets data now. */
function minimumVersionOf(world: World): string {
  return lastDue(world, world.scenario.raisedVersions)?.version ?? MINIMUM_VERSION;
}

/** What a session hears that was given before the service ended all of them. */
function sessionEnded(world: World, { iat }: Claims): WireAnswer | null {
  const end = lastDue(world, world.scenario.sessionEnds);
  if (!end || iat >= Math.floor((world.launchedAt + end.after) / SECOND)) return null;
  const { message } = end;
  return message === 'invalid auth session'
    ? { http: 401, body: { status: 401, error: { message } } }
    : refusal(401, message);
}

/** @param url the simulator's own, for the configuration */
export function createService(world: World, url: () => string): Service {
  const tokens = createTokens();
  const signIn = createSignIn(world, tokens);

  /** `{status, data, ticket}`: each data answer brings a fresh ticket. */
  const data = (request: WireRequest, payload: unknown) =>
    answer({ status: 0, data: payload, ticket: tokens.session(world.now(), clientOf(request)) });

  const forPerson =
    (key: 'patientId' | 'connectionId', payload: (person: SimulatedPerson) => unknown): Route['reply'] =>
    (request, id) => {
      const person = world.scenario.people.find((one) => one[key] === id);
      return person ? data(request, payload(person)) : unknownPatient;
    };

  const notAllowed = (request: WireRequest): WireAnswer | null => {
    const claims = tokens.read(bearerOf(request), world.now());
    if (!claims || claims.taskType !== undefined) return refusal(401, 'invalid or expired jwt');
    const ended = sessionEnded(world, claims);
    if (ended) return ended;
    const accountId = request.headers['account-id'];
    if (!accountId) return refusal(400, 'RequiredHeaderMissing');
    return accountId === account.accountId ? null : refusal(401, 'invalid or expired jwt');
  };

  const routes = routesOf(world, signIn, { data, forPerson, url });

  const respond: Service = (request) => {
    for (const { method, path, access, reply } of routes) {
      const match = method === request.method ? path.exec(request.path) : null;
      if (!match) continue;
      const refused =
        headersMissing(request) ??
        (access === 'session' ? (versionTooOld(world, request) ?? notAllowed(request)) : null);
      return refused ?? reply(request, match[1] ?? '');
    }
    return refusal(404, 'Not Found');
  };

  return (request) => {
    const moment = momentOf(world);
    const own = world.scenario.intercept?.(request, moment);
    if (own) return own;
    const reply = respond(request);
    return world.scenario.change?.(reply, request, moment) ?? reply;
  };
}

interface Replies {
  data: (request: WireRequest, payload: unknown) => WireAnswer;
  forPerson: (
    key: 'patientId' | 'connectionId',
    payload: (person: SimulatedPerson) => unknown,
  ) => Route['reply'];
  url: () => string;
}

const open = (method: Route['method'], path: RegExp, reply: Route['reply']): Route => ({
  method,
  path,
  access: 'open',
  reply,
});

const session = (path: RegExp, reply: Route['reply']): Route => ({
  method: 'GET',
  path,
  access: 'session',
  reply,
});

/** Every endpoint clients are known to use. */
function routesOf(world: World, signIn: SignIn, { data, forPerson, url }: Replies): Route[] {
  const connections = () => world.scenario.people.map((person) => connection(world, person));
  const graph = forPerson('patientId', (person) => ({
    connection: connection(world, person),
    activeSensors: activeSensors(world, person),
    graphData: graphReadings(world, person).map((value) => graphPoint(value, person)),
  }));
  const logbook = forPerson('patientId', (person) =>
    logbookEntries(world, person).map((entry) => logbookItem(entry, person)),
  );
  const settings = forPerson('connectionId', (person) => ({
    connectionId: person.connectionId,
    alarmRules: alarmRules(person),
    std: {},
    patientDevice: patientDevice(person),
  }));
  return [
    open('POST', /^\/llu\/auth\/login$/, (request) => signIn.login(request)),
    open('POST', /^\/auth\/continue\/(tou|pp)$/, (request, type) =>
      isStepType(type) ? signIn.accept(request, type) : refusal(404, 'Not Found'),
    ),
    open('GET', /^\/llu\/config\/country$/, () =>
      answer({ status: 0, data: countryConfig(url(), minimumVersionOf(world)) }),
    ),
    session(/^\/llu\/connections$/, (request) => data(request, connections())),
    session(/^\/llu\/connections\/([^/]+)\/graph$/, graph),
    session(/^\/llu\/connections\/([^/]+)\/logbook$/, logbook),
    session(/^\/llu\/notifications\/settings\/([^/]+)$/, settings),
    session(/^\/user$/, (request) => signIn.user(clientOf(request))),
    session(/^\/account$/, (request) => data(request, { user: accountUser(world.now()) })),
  ];
}
