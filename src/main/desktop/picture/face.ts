import type { TrendArrow } from '../../../shared/glucose/trend.ts';

/** What the colour says. `none`: nothing is known of now, so nothing is coloured. */
export type Tone = 'inRange' | 'high' | 'low' | 'none';

/** What the picture shows in place of the number, or that it shows the number. */
export type FaceShape = 'number' | 'hidden' | 'noData' | 'starting' | 'signedOut' | 'problem';

/** How the age of the value shows: not, by a fainter number without arrow, or by a grey one struck through. */
export type Wear = 'fresh' | 'dimmed' | 'stale';

/** All a picture is drawn from. */
export interface Face {
  /** `7.4`, `301`, `LO`, `HI`, `---`; empty where no number is to be shown. */
  text: string;
  tone: Tone;
  shape: FaceShape;
  wear: Wear;
  arrow: TrendArrow | null;
  /** The value is beyond the limit of an urgent alarm, whether that rings, was acknowledged or is switched off. */
  urgent: boolean;
  /** An alarm rings and nobody has acknowledged it. */
  rings: boolean;
  /** `attention`: something is wrong or alarms might not be noticed; the tooltip says what. */
  mark: 'attention' | 'snoozed' | null;
}
