import { kindPicture } from '../../../../src/main/desktop/notify/kind-picture.ts';
import type { NotificationRequest } from '../../../../src/main/desktop/notify/system-notifications.ts';

/** A low of Ada as it is to be shown. */
export const request: NotificationRequest = {
  key: 'ada/low',
  title: '3.6 mmol/L ↘ low · Ada',
  body: 'Measured 1 min ago, at 14:32: low 3.6 mmol/L ↘ · Ada & <Ben>',
  urgent: false,
  silent: true,
  picture: (px) => kindPicture('low', { px, urgent: false, palette: 'standard' }),
  buttons: [
    { answer: 'acknowledge', label: 'Acknowledge' },
    { answer: 'snooze', label: 'Snooze 15 min' },
  ],
};
