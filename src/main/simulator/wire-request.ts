/** A request as the service sees it, free of HTTP plumbing. */
export interface WireRequest {
  /** Upper case. */
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** Names in lower case; a header sent twice is joined as node does. */
  headers: Readonly<Record<string, string | undefined>>;
  /** UTF-8 text, at most 64 kB. */
  body: string;
}

/** What goes back: `body` becomes JSON, unless it is text, which is sent as it is under `contentType`. */
export interface WireAnswer {
  http: number;
  body: unknown;
  contentType?: string;
  headers?: Readonly<Record<string, string>>;
}

/** HTTP 200, which does not mean success: the body's `status` does. */
export function answer(body: unknown): WireAnswer {
  return { http: 200, body };
}

/** The bare `{message}` the gateway refuses with. */
export function refusal(http: number, message: string): WireAnswer {
  return { http, body: { message } };
}

/** Whether a request asks for readings: the list of people, a graph, a logbook. */
export function isDataCall({ path }: WireRequest): boolean {
  return path.startsWith('/llu/connections');
}
