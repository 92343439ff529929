/** Why it rang, or did not: the sentences of `alarms why`. Times and values come written out. */
export const why = {
  watched: (from: string, to: string) =>
    `Glucoglance was watching then: from ${from} to ${to} without a break.`,
  notWatchedBetween: (from: string, to: string) =>
    `Not monitored then: from ${from} to ${to} Glucoglance was not running, or the computer slept.`,
  notWatchedSince: (from: string) => `Not monitored then: Glucoglance has not been watching since ${from}.`,
  notWatchedBefore: (to: string) =>
    `Not monitored then: as far back as the journal goes, Glucoglance has been watching since ${to} only.`,
  neverWatched: 'Not monitored then: Glucoglance has never been watching in this data folder.',
  noReading: (name: string) => `No reading of ${name} is recorded up to then.`,
  newest: (name: string, glucose: string, time: string) =>
    `The newest recorded reading of ${name} up to then is ${glucose} of ${time}.`,
  tooOld: 'It was over 15 minutes old, too old to raise or clear an alarm.',
  limits: (low: string, high: string) => `${low} to ${high}`,
  inside: (limits: string) => `That is inside the limits in force today, ${limits}.`,
  beyond: (kinds: readonly string[]) =>
    `By the limits in force today that is: ${kinds.join(', ').toLowerCase()}.`,
  nothingOn: (name: string) => `No alarm about ${name} was on.`,
  alarm: (kind: string, name: string, parts: readonly string[]) => `${kind}, ${name}: ${parts.join('; ')}.`,
  on: (time: string, reason: string) => `on since ${time} (${reason})`,
  rang: (time: string, glucose: string | null) =>
    `rang last at ${time}${glucose === null ? '' : ` with ${glucose}`}`,
  silent: (time: string) => `shown at ${time} without a sound`,
  delivery: (outcome: string) => `delivery: ${outcome}`,
  heldBack: (time: string, reason: string) => `held back at ${time}: ${reason}`,
  silenced: (what: string, by: string, from: string, to: string) =>
    `${what} at ${from}${by ? ` by ${by}` : ''}, still until ${to}`,
  silenceOver: (end: string) =>
    `its silence was over at ${end}; it rings again with the next reading that is beyond`,
  missed: (kind: string, name: string, glucose: string, measured: string, told: string) =>
    `${kind}, ${name}: ${glucose} at ${measured} came to light later and was told at ${told}, without a sound.`,
};
