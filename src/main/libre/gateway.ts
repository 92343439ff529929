/** Statuses with which LibreLinkUp's gateway, or something on the way to it, keeps a computer out. */
const KEPT_OUT: readonly number[] = [403, 429, 430];

/** Cloudflare's own numbers for having refused a request, as its plain texts and the titles of its documents say them. */
const CODE = /\berror(?: code)?:?\s*1\d{3}\b/i;
/** A page that only loads something from Cloudflare has it elsewhere than in its title. */
const BLOCK_TITLE = /<title>[^<]*(?:\bcloudflare\b|\berror(?: code)?:?\s*1\d{3}\b)/i;

/** An answer as far as it tells who gave it. */
export interface GatewayAnswer {
  httpStatus: number;
  headers: Headers;
  text: string;
  /** The text as JSON; undefined where it is none. */
  body: unknown;
}

/**
 * Whether this computer is being kept out, whatever form that is told in: a page, a line of text or a JSON problem
 * document. 5xx never is that: it speaks of the server behind the gateway, which may be well a second later.
 */
export function isBlock({ httpStatus, headers, text, body }: GatewayAnswer): boolean {
  if (httpStatus >= 500) return false;
  if (headers.get('cf-mitigated') === 'challenge') return true;
  const keptOut = KEPT_OUT.includes(httpStatus);
  if (body !== undefined) {
    const { cloudflare_error: marked, title } = fieldsOf(body);
    const document = /\bproblem\+json\b/i.test(headers.get('content-type') ?? '');
    return (
      marked === true ||
      (keptOut && typeof title === 'string' && CODE.test(title)) ||
      (httpStatus === 403 && document)
    );
  }
  const start = text.trimStart();
  if (start.startsWith('<')) return keptOut || BLOCK_TITLE.test(start);
  // LibreLinkUp itself refuses in JSON or without a word. JSON that broke off may be its own.
  const words = start !== '' && !/^[{[]/.test(start);
  return words && (httpStatus === 403 || (CODE.test(start) && start.length < 100));
}

/** Seconds that a problem document asks to wait for, or null. */
export function statedWait(body: unknown): number | null {
  const { retry_after: seconds } = fieldsOf(body);
  return typeof seconds === 'number' && Number.isFinite(seconds) && seconds >= 0 ? seconds : null;
}

function fieldsOf(body: unknown): Record<string, unknown> {
  return { ...(body as object | null) };
}
