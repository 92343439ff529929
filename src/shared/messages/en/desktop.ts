/** What the desktop says outside its window. */
export const desktop = {
  stoppedTitle: 'Glucoglance has stopped',
  stoppedText:
    'Something went wrong several times in a row, so Glucoglance has stopped: nobody watches the readings now. ' +
    'Start it again; if that does not last, look for a newer version.',
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
