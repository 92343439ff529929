import { expect, it } from 'vitest';
import { SAFETY_IN_ENGLISH } from '../../../src/shared/messages/safety.ts';
import { say } from '../../../src/shared/messages/say.ts';
import { speakAs } from '../../../src/shared/messages/speech.ts';

it('what stands beneath a translation are the words that an English reader has', () => {
  speakAs(() => ({ language: 'en', locale: 'en-GB', clock: null }));
  expect(SAFETY_IN_ENGLISH).toEqual([say('window.safety.0'), say('window.safety.1')]);
});
