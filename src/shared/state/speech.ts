/** How a process speaks to the person in front of it. */
export interface Speech {
  /** The tag of a language that there is a catalogue of. */
  language: string;
  /** How numbers, dates and times are written: the language with the reader's country, such as `de-AT`. */
  locale: string;
  /** The clock that was chosen; null: as the reader's country has it. */
  clock: 12 | 24 | null;
}
