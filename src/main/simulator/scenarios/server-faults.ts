import { MINUTE, SECOND } from '../../../shared/time.ts';
import { isBetween, LEAD, minutesSince, type Course } from '../scenario.ts';
import { LOCKED } from '../sign-in.ts';
import { answer, isDataCall, type WireAnswer } from '../wire-request.ts';

/** When things end, in minutes after the launch; all begin after the lead. */
const LOCK_ENDS = 8;
const SECOND_SESSION_ENDS = 8;
const STATUS_911_ENDS = 8;
const MAINTENANCE_ENDS = 13;
const BLOCK_ENDS = 8;
const SLOWNESS_ENDS = 15;

/** Seconds an answer takes in each minute of slowness, over and over; clients give up after 20. */
const SLOW_SECONDS = [2, 25, 8, 12, 30, 4] as const;

const UNAVAILABLE: WireAnswer = {
  http: 503,
  body: '<!DOCTYPE html>\n<html><head><title>Application Error</title></head><body>Maintenance</body></html>',
  headers: { 'retry-after': '120' },
};

const BLOCK_PAGE: WireAnswer = {
  http: 403,
  body: [
    '<!DOCTYPE html>',
    '<html lang="en-US"><head><title>Attention Required! | Cloudflare</title></head>',
    '<body><h1>Sorry, you have been blocked</h1></body></html>',
  ].join('\n'),
  headers: { server: 'cloudflare', 'cf-ray': '8f2d1c0b3a495e67-FRA' },
};

const sessionEnd = { after: LEAD * MINUTE, message: 'invalid or expired jwt' } as const;

/** What can be wrong with the service itself, for everybody. */
export const serverFaults = {
  terms: {
    description: 'the session ends and both documents must be accepted for a new one',
    minutes: 10,
    sessionEnds: [sessionEnd],
    steps: [
      { type: 'tou', after: LEAD * MINUTE },
      { type: 'pp', after: LEAD * MINUTE },
    ],
  },
  locked: {
    description: 'the session ends and for five minutes no sign-in is let in',
    minutes: 15,
    sessionEnds: [sessionEnd],
    intercept: ({ path }, moment) =>
      path === '/llu/auth/login' && isBetween(moment, LEAD, LOCK_ENDS) ? LOCKED : null,
  },
  'version-too-old': {
    description: 'the oldest version that gets data is raised to 4.18.0 and stays so',
    minutes: 10,
    raisedVersions: [{ after: LEAD * MINUTE, version: '4.18.0' }],
  },
  'session-ended': {
    description: 'all sessions end, and once more five minutes later in other words',
    minutes: 12,
    sessionEnds: [sessionEnd, { after: SECOND_SESSION_ENDS * MINUTE, message: 'invalid auth session' }],
  },
  maintenance: {
    description: 'every answer is status 911 for five minutes, then HTTP 503 for five',
    minutes: 30,
    intercept(_request, moment) {
      if (isBetween(moment, LEAD, STATUS_911_ENDS)) return answer({ status: 911 });
      return isBetween(moment, STATUS_911_ENDS, MAINTENANCE_ENDS) ? UNAVAILABLE : null;
    },
  },
  cloudflare: {
    description: 'a block page with HTTP 403 answers in place of the service for five minutes',
    minutes: 30,
    intercept: (_request, moment) => (isBetween(moment, LEAD, BLOCK_ENDS) ? BLOCK_PAGE : null),
  },
  redirect: {
    description: 'one data call is answered with the region to ask instead',
    minutes: 6,
    intercept(request, { launchedAt, now, once }) {
      if (!isDataCall(request) || minutesSince(launchedAt, now) < LEAD || !once('redirect')) return null;
      return answer({ status: 0, data: { redirect: true, region: 'de' } });
    },
  },
  slow: {
    description: 'answers take 2 to 30 seconds of real time for twelve minutes',
    minutes: 25,
    delay(_request, moment) {
      if (!isBetween(moment, LEAD, SLOWNESS_ENDS)) return 0;
      const minute = Math.floor(minutesSince(moment.launchedAt, moment.now)) - LEAD;
      return (SLOW_SECONDS[minute % SLOW_SECONDS.length] ?? 0) * SECOND;
    },
  },
} satisfies Record<string, Course>;
