/**
 * What Chromium prepares for a person at its own window, each in a process of its own: a page not yet asked for, and
 * what drops down from the address bar. Off, a start takes two thirds of the work.
 */
export const UNNEEDED_FEATURES = [
  'SpareRendererForSitePerProcess',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  'WebUIOmniboxFullPopup',
];
