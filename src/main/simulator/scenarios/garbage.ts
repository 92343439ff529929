import { isRecord } from '../../../shared/records.ts';
import { LEAD, minutesSince, type Course } from '../scenario.ts';
import { isDataCall, type WireAnswer } from '../wire-request.ts';

/** Minutes each kind of garbage lasts. */
const EACH = 2;

/** The fields without which there is no reading; everything else has been seen missing. */
const NEEDED = [
  'patientId',
  'connection',
  'graphData',
  'glucoseMeasurement',
  'FactoryTimestamp',
  'ValueInMgPerDl',
];

function cutShort(reply: WireAnswer): WireAnswer {
  const text = JSON.stringify(reply.body);
  return {
    ...reply,
    body: text.slice(0, Math.floor(text.length / 2)),
    contentType: 'application/json; charset=utf-8',
  };
}

function page(reply: WireAnswer): WireAnswer {
  return { ...reply, body: '<!DOCTYPE html>\n<html><body>It works!</body></html>' };
}

function wrongShape(reply: WireAnswer): WireAnswer {
  return { ...reply, body: { status: 0, data: { '0': null, connection: [], graphData: 'none' } } };
}

function needed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(needed);
  if (!isRecord(value)) return value;
  const kept = Object.entries(value).filter(([name]) => NEEDED.includes(name));
  return Object.fromEntries(kept.map(([name, inner]) => [name, needed(inner)]));
}

function bare(reply: WireAnswer): WireAnswer {
  if (!isRecord(reply.body)) return reply;
  return { ...reply, body: { status: reply.body['status'], data: needed(reply.body['data']) } };
}

const BROKEN_READING = { FactoryTimestamp: '0/0/0000 0:00:00 AM', ValueInMgPerDl: 'NaN', TrendArrow: 'up' };

/** The first person of the list is spoilt, and something that is no person stands before; in a graph every other point. */
function spoilt(reply: WireAnswer): WireAnswer {
  if (!isRecord(reply.body)) return reply;
  const { data } = reply.body;
  const broken = (value: unknown) =>
    isRecord(value)
      ? { ...value, targetLow: 'low', sensor: 7, glucoseMeasurement: BROKEN_READING, glucoseItem: null }
      : value;
  if (Array.isArray(data)) {
    const [first, ...others] = data as unknown[];
    return { ...reply, body: { ...reply.body, data: [null, broken(first), ...others] } };
  }
  if (!isRecord(data) || !Array.isArray(data['graphData'])) return reply;
  const graphData = data['graphData'].map((point: unknown, place) =>
    place % 2 === 0 ? point : BROKEN_READING,
  );
  return { ...reply, body: { ...reply.body, data: { ...data, graphData } } };
}

const KINDS = [cutShort, page, wrongShape, bare, spoilt];

/** Answers to data calls that are not what they should be: nothing can be read of the first three kinds. */
export const garbage: Course = {
  description: 'data comes cut short, as a web page, misshapen, bare and half broken, two minutes each',
  minutes: 25,
  change(reply, request, { launchedAt, now }) {
    const minute = minutesSince(launchedAt, now) - LEAD;
    if (minute < 0 || reply.http !== 200 || !isDataCall(request)) return reply;
    return KINDS[Math.floor(minute / EACH)]?.(reply) ?? reply;
  },
};
