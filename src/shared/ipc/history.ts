import type { ChartPart, ChartRequest, UsualBand, UsualRequest } from '../chart/requests.ts';
import type { Result } from '../result.ts';
import { channel } from './channel.ts';

export const HISTORY = {
  'chart:part': channel<ChartRequest, Result<ChartPart>>('window'),
  'chart:usual': channel<UsualRequest, Result<UsualBand>>('window'),
};
