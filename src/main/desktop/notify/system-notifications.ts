import type { Canvas } from '../picture/raster.ts';
import type { Delivery } from '../../../shared/alarms/journal-entry.ts';

/** What somebody can do with a notification. `dismissed`: pushed aside, so it was seen. */
export type Answer = 'open' | 'acknowledge' | 'snooze' | 'dismissed';

/** What a system is asked to show. */
export interface NotificationRequest {
  /** One of each is on the screen at most: a newer one takes its place. */
  key: string;
  /** Plain text, both. */
  title: string;
  body: string;
  /** To be put before others, and to stay where the system can do that. */
  urgent: boolean;
  silent: boolean;
  /** Says what it is about by its shape; a square of so many pixels, straight RGBA. */
  picture: (px: number) => Pick<Canvas, 'size' | 'pixels'>;
  buttons: readonly { answer: Answer; label: string }[];
}

/**
 * `absent`: nobody shows them. `hanging`: whoever does, does not answer. `paused`: "do not disturb" keeps them back, save
 * for urgent ones on some desktops.
 */
export type NotificationState = 'ready' | 'absent' | 'hanging' | 'paused';

/** The notifications of one system. No call blocks, and none throws. */
export interface SystemNotifications {
  /** By what means, for the status page. */
  readonly means: string;
  /** Whether this system would show one now, as far as it tells. */
  state(): Promise<NotificationState>;
  /** Says within five seconds what became of it. @param onAnswer told of each thing the person does with it */
  show(request: NotificationRequest, onAnswer: (answer: Answer) => void): Promise<Delivery>;
  close(key: string): void;
}
