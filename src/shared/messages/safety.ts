/**
 * What every display of readings beside the sensor's own must say, in the FDA's words (21 CFR 862.1350): `window.safety`
 * of en.json. It stands beneath each translation, which nobody has approved.
 */
export const SAFETY_IN_ENGLISH = [
  'Dosing decisions should not be made based on this device. The user should follow instructions on the continuous glucose monitoring system.',
  'This device is not intended to replace self-monitoring practices as advised by a physician.',
] as const;
