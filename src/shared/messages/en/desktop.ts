/** What the desktop says outside its window. */
export const desktop = {
  stoppedTitle: 'Glucoglance has stopped',
  stoppedText:
    'Something went wrong several times in a row, so Glucoglance has stopped: nobody watches the readings now. ' +
    'Start it again; if that does not last, look for a newer version.',
  runsAlready: 'Glucoglance is running already; its window is open.',
  noAnswer: (dataDir: string) =>
    `Glucoglance seems to be running already with ${dataDir}, but shows no window: end it, or look whether it hangs.`,
  noAnswerTitle: 'Glucoglance does not come up',
  /** @param dataDir null where no file can have been left behind */
  noAnswerText: (dataDir: string | null) =>
    'Glucoglance seems to be running already, but its window does not come. Perhaps it hangs, and nobody watches: end it in ' +
    'the list of running programs, or start the computer anew; then start Glucoglance again.' +
    (dataDir === null
      ? ''
      : ` Should none be running, a mark of it was left behind: delete “SingletonLock” in ${dataDir}.`),
  /** Ends the sentence of a problem. */
  windowLost: 'its window crashed again and again',
  serverExpected: 'an https address without a path; the one of the settings is asked instead',
  quitTitle: 'Nobody would watch any more.',
  quitText:
    'When Glucoglance quits, no alarm comes from this computer until it is started again. To keep the alarms, close the ' +
    'window only.',
  stay: 'Keep watching',
  quit: 'Quit Glucoglance',
};
