/** Our pages, each with a window of its own. */
export type OurPage = 'window' | 'alarm';

/** A question a page may ask main. The types of what is asked and answered exist for the compiler alone. */
export interface ChannelContract<Request, Response> {
  readonly pages: readonly OurPage[];
  readonly types?: { request: Request; response: Response };
}

/** @param pages those that may ask; anything else is refused */
export function channel<Request, Response>(...pages: OurPage[]): ChannelContract<Request, Response> {
  return { pages };
}

/** Something main tells a page without being asked. */
export interface EventContract<Told> {
  readonly types?: { told: Told };
}

export function event<Told>(): EventContract<Told> {
  return {};
}
