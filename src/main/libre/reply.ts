import { z } from '../../shared/schemas.ts';
import { problem, type Problem } from '../../shared/problems.ts';
import { serverWords } from './server-words.ts';
import type { WireAnswer } from './transport.ts';

/** What an answer means, before anybody decides what to do about it. HTTP 200 is no success: `status` decides. */
export type Reply =
  | { kind: 'data'; data: unknown; ticket: unknown }
  | { kind: 'redirect'; region: string }
  | { kind: 'step'; data: unknown }
  /** E-mail or password wrong, on sign-in. On data requests some say so of a session. */
  | { kind: 'refused' }
  /** The session, not the password, is not taken (any more); or we lack a header, which a new session may bring. */
  | { kind: 'sessionInvalid'; headerMissing: boolean }
  | { kind: 'forbidden' }
  | { kind: 'versionTooOld'; minimum: string | null }
  /** Nothing is where we asked (404), or it has moved for good to where we do not follow. */
  | { kind: 'missing'; httpStatus: number }
  /** Status 911: another region's account on sign-in, maintenance on data requests. */
  | { kind: 'elsewhere' }
  | { kind: 'locked'; seconds: number }
  | { kind: 'slowDown'; retryAt: number | undefined }
  | { kind: 'failed'; problem: Problem };

const bodySchema = z.object({
  status: z.number().optional().catch(undefined),
  data: z.unknown().optional(),
  ticket: z.unknown().optional(),
  error: z.object({ message: z.string() }).optional().catch(undefined),
  message: z.string().optional().catch(undefined),
});
const redirectSchema = z.object({ redirect: z.literal(true), region: z.string().catch('') });
const versionSchema = z.object({ minimumVersion: z.union([z.string(), z.number().transform(String)]) });
const lockoutSchema = z.object({ data: z.object({ lockout: z.number().positive() }) });
const lockedSchema = z.object({ message: z.literal('locked') });
/** The lockout of every captured answer, for one that does not say. */
const USUAL_LOCKOUT_SECONDS = 300;
const stepSchema = z.object({ step: z.looseObject({}) });

const HEADER_MISSING = 'RequiredHeaderMissing';
const SESSION_MESSAGES = [
  HEADER_MISSING,
  'MissingCachedUser',
  'invalid or expired jwt',
  'invalid auth session',
];

/**
 * @param host who answered, for the sentences
 * @param shown a word of the server as far as it may be shown, for the same
 */
export function readReply(answer: WireAnswer, host: string, shown = serverWords().word): Reply {
  const { httpStatus } = answer;
  const parsed = bodySchema.safeParse(answer.body);
  const body = parsed.success ? parsed.data : { data: undefined, ticket: undefined };
  const status = body.status;
  const message = (body.error?.message ?? body.message ?? '').trim();

  const version = versionSchema.safeParse(body.data);
  if (status === 920 || (httpStatus >= 400 && httpStatus < 500 && version.success)) {
    return { kind: 'versionTooOld', minimum: version.data?.minimumVersion ?? null };
  }
  // Mostly in `data`, sometimes beside it; whatever else the answer says, another host is the one to say it.
  const redirect = [body.data, answer.body].map((place) => redirectSchema.safeParse(place).data);
  const region = redirect.find((one) => one?.region)?.region;
  if (redirect.some(Boolean)) return { kind: 'redirect', region: region ?? '' };
  if (status === 429 || httpStatus === 429 || httpStatus === 430) {
    const lockout = lockoutSchema.safeParse(body.data);
    if (lockout.success) return { kind: 'locked', seconds: lockout.data.data.lockout };
    if (lockedSchema.safeParse(body.data).success) return { kind: 'locked', seconds: USUAL_LOCKOUT_SECONDS };
    return { kind: 'slowDown', retryAt: answer.retryAt ?? undefined };
  }
  if (httpStatus === 410) return failed(problem('interfaceSwitchedOff', { minimum: '' }));
  if (SESSION_MESSAGES.includes(message)) {
    return { kind: 'sessionInvalid', headerMissing: message === HEADER_MISSING };
  }
  if (httpStatus === 401) return { kind: 'refused' };
  if (status === 911) return { kind: 'elsewhere' };
  if (httpStatus >= 500) {
    return failed(problem('serverError', { host, status: httpStatus }, answer.retryAt ?? undefined));
  }
  if (httpStatus === 403) return { kind: 'forbidden' };
  // Status 4 has two unrelated meanings; `data.step` tells them apart.
  if (stepSchema.safeParse(body.data).success) return { kind: 'step', data: body.data };
  if (httpStatus < 400 && (status === 0 || (status === undefined && body.data !== undefined))) {
    return { kind: 'data', data: body.data, ticket: body.ticket };
  }
  if (status === 2 && !message.startsWith('failedTo')) return { kind: 'refused' };
  if (message === 'couldNotLoadPatient') return failed(problem('personUnknown', { given: '' }));
  if (/^follower\s?not\s?connect\s?to\s?patient$/i.test(message))
    return failed(problem('noLongerShared', { name: 'This person' }));
  if ([301, 308, 404].includes(httpStatus)) return { kind: 'missing', httpStatus };
  if (status === undefined && message === '' && httpStatus < 400) {
    return failed(problem('answerUnreadable', { host, detail: 'answerWithoutStatus' }));
  }
  return failed(
    problem('statusUnknown', {
      status: status ?? httpStatus,
      message: shown(message),
    }),
  );
}

function failed(cause: Problem): Reply {
  return { kind: 'failed', problem: cause };
}
