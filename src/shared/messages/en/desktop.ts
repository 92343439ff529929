/** What the desktop says outside its window. */
export const desktop = {
  stoppedTitle: 'Glucoglance has stopped',
  stoppedText:
    'Something went wrong several times in a row, so Glucoglance has stopped: nobody watches the readings now. ' +
    'Start it again; if that does not last, look for a newer version.',
};
