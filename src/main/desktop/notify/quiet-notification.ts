import type { Palette } from '../../../shared/settings/settings.ts';
import { kindPicture } from './kind-picture.ts';
import type { NotificationRequest } from './system-notifications.ts';

/** What is worth knowing and no alarm: seen where the system shows it, heard nowhere, and gone when the next one comes. */
export function quietNotification(title: string, body: string, palette: Palette): NotificationRequest {
  return {
    key: 'quiet',
    title,
    body,
    urgent: false,
    silent: true,
    picture: (px) => kindPicture('impaired', { px, urgent: false, palette }),
    buttons: [],
  };
}
