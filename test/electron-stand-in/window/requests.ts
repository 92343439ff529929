import type { Protocol } from '../chromium/protocol.ts';
import { handlerOf } from '../session/protocol.ts';
import { fromChromium, toChromium } from '../session/schemes.ts';
import { askBefore, askReceived } from '../session/web-request.ts';
import { standIn } from '../stand-in.ts';
import type { PageSession } from './page-session.ts';

type Paused = Protocol.Fetch.requestPausedPayload;
type Headers = Record<string, string[]>;

const RESOURCE_TYPES: Record<string, Electron.OnBeforeRequestListenerDetails['resourceType']> = {
  Document: 'mainFrame',
  Font: 'font',
  Image: 'image',
  Media: 'media',
  Script: 'script',
  Stylesheet: 'stylesheet',
  XHR: 'xhr',
  Fetch: 'xhr',
};

let requests = 0;

/** What the webRequest listeners are told of a request. */
function detailsOf({ request, resourceType }: Paused, contentsId: number) {
  return {
    id: ++requests,
    url: fromChromium(request.url),
    method: request.method,
    webContentsId: contentsId,
    resourceType: RESOURCE_TYPES[resourceType] ?? ('other' as const),
    referrer: '',
    timestamp: Date.now(),
  };
}

function requestOf({ request }: Paused): Request {
  const body = request.postDataEntries?.map(({ bytes }) => Buffer.from(bytes ?? '', 'base64'));
  return new Request(fromChromium(request.url), {
    method: request.method,
    headers: request.headers,
    ...(body ? { body: Buffer.concat(body) } : {}),
  });
}

/** Answers one request of a page: from the app's protocol handler, or not at all. There is no network. */
export async function answerRequest(page: PageSession, paused: Paused, contentsId: number): Promise<void> {
  const { requestId } = paused;
  const fail = (errorReason: Protocol.Network.ErrorReason) =>
    page.send('Fetch.failRequest', { requestId, errorReason });
  const details = detailsOf(paused, contentsId);
  const { url } = details;

  // Chrome asks every origin for its icon; Electron never does.
  if (paused.resourceType === 'Other' && new URL(url).pathname === '/favicon.ico') {
    await page.send('Fetch.fulfillRequest', { requestId, responseCode: 204 });
    return;
  }

  const { cancel } = await askBefore({ ...details, uploadData: [] });
  const handler = handlerOf(new URL(url).protocol.slice(0, -1));
  if (cancel === true || !handler) {
    standIn.blockedRequests.push({ url, from: 'page', by: cancel === true ? 'app' : 'stand-in' });
    await fail(cancel === true ? 'BlockedByClient' : 'InternetDisconnected');
    return;
  }

  let answer: Response;
  try {
    answer = await handler(requestOf(paused));
  } catch (error) {
    console.error(`stand-in: the protocol handler failed for ${url}:`, error);
    await fail('Failed');
    return;
  }
  const responseHeaders: Headers = Object.fromEntries(
    [...answer.headers].map(([name, value]) => [name, [value]]),
  );
  const changed = await askReceived({
    ...details,
    responseHeaders,
    statusCode: answer.status,
    statusLine: `HTTP/1.1 ${answer.status} ${answer.statusText}`,
  });
  if (changed.cancel === true) {
    standIn.blockedRequests.push({ url, from: 'page', by: 'app' });
    await fail('BlockedByClient');
    return;
  }
  await page.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: answer.status,
    responseHeaders: flat(changed.responseHeaders ?? responseHeaders, url),
    body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
  });
}

function flat(headers: Record<string, string | string[]>, url: string): Protocol.Fetch.HeaderEntry[] {
  return Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value) => ({
      name,
      value: name.toLowerCase() === 'location' ? toChromium(new URL(value, url).href) : value,
    })),
  );
}
