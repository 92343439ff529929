/** A version of Glucoglance that is newer than this one. */
export interface NewerVersion {
  /** `0.3.0` */
  version: string;
  /** When it was released, ms UTC; null: not told. */
  at: number | null;
  /** What it says of itself first, a few lines of plain text. */
  lines: readonly string[];
}

/** What is known of newer versions, where there is an address to ask. */
export interface UpdateState {
  /** Who is asked, once that is switched on. */
  host: string;
  /** When it last answered, ms UTC; null: never. */
  answeredAt: number | null;
  newer: NewerVersion | null;
  /** How a person gets it: from its page, or by what has installed this one. */
  by: 'page' | 'flatpak' | 'snap';
}
