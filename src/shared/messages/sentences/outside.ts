import type { UploadState } from '../../state/upload-state.ts';
import { say } from '../say.ts';
import { together } from './lists.ts';
import { windowProblemSentence } from './problem.ts';

/** How it is with the upload: what the site has, or why it has not, and when that is tried again. */
export function uploadSentence(
  { host, newestAt, problem, retryAt }: UploadState,
  localTime: (instant: number) => string,
): string {
  const has =
    newestAt === null
      ? say('window.upload.nothingYet', { host })
      : say('window.upload.has', { host, time: localTime(newestAt) });
  if (problem === null) return has;
  const why = windowProblemSentence(problem, localTime);
  const again = retryAt === null ? null : say('window.upload.again', { time: localTime(retryAt) });
  const known = newestAt === null ? null : has;
  return [known, again].reduce<string>((text, next) => (next === null ? text : together(text, next)), why);
}
