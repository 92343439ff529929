import { createHmac, randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from '../../shared/schemas.ts';
import { inTurn } from '../files/in-turn.ts';
import { KeptFile } from '../files/kept-file.ts';
import type { SiteAddress } from './site.ts';

/** In the data folder. Names nobody and no site. */
export const UPLOAD_FILE = 'nightscout.json';

const schema = z.object({
  version: z.literal(1),
  salt: z.string().min(16),
  /** Of the site and the person, salted. */
  of: z.string().nullable().default(null),
  /** Up to when all was sent, ms UTC. */
  sentTo: z.number().nullable().default(null),
  /** Of the site and the token that it refused, salted. */
  refused: z.string().nullable().default(null),
});
type Kept = z.infer<typeof schema>;

/** What must outlive a run: how far a person's readings were sent to a site, and which token need not be tried again. */
export class UploadMemory {
  readonly #path: string;
  readonly #file: KeptFile;
  #kept: Kept | null = null;

  constructor(dataDir: string) {
    this.#path = join(dataDir, UPLOAD_FILE);
    this.#file = new KeptFile(this.#path);
  }

  /** Up to when a person's readings were sent to a site, ms UTC; null: nothing is known of it. */
  async sentTo(url: string, patientId: string): Promise<number | null> {
    const kept = await this.#read();
    return kept.of === mark(kept, url, patientId) ? kept.sentTo : null;
  }

  async keepSentTo(url: string, patientId: string, sentTo: number): Promise<void> {
    const kept = await this.#read();
    this.#write({ ...kept, of: mark(kept, url, patientId), sentTo });
  }

  async wasRefused({ url, token }: SiteAddress): Promise<boolean> {
    const kept = await this.#read();
    return kept.refused === mark(kept, url, token);
  }

  async keepRefused({ url, token }: SiteAddress): Promise<void> {
    const kept = await this.#read();
    this.#write({ ...kept, refused: mark(kept, url, token) });
  }

  async forgetRefused(): Promise<void> {
    const kept = await this.#read();
    if (kept.refused !== null) this.#write({ ...kept, refused: null });
  }

  async #read(): Promise<Kept> {
    this.#kept ??= parsed(await inTurn(() => readFile(this.#path, 'utf8').catch(() => '')));
    return this.#kept;
  }

  #write(kept: Kept): void {
    this.#kept = kept;
    void this.#file.write(JSON.stringify(kept));
  }
}

function parsed(text: string): Kept {
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    return schema.parse({ version: 1, salt: randomBytes(16).toString('hex') });
  }
}

function mark({ salt }: Kept, ...parts: readonly string[]): string {
  return createHmac('sha256', salt).update(parts.join('\n')).digest('hex');
}
