import { expect, it } from 'vitest';
import { serverWords } from '../../../src/main/libre/server-words.ts';

it.each([
  'oops',
  'follower not connect to patient',
  'incorrect username/password',
  '2023-06-13T10:44:00-07:00',
  'x'.repeat(40),
])('a word of a server is shown as it is: %j', (word) => {
  expect(serverWords().word(word)).toBe(word);
});

it.each([
  '',
  ' oops',
  '<b>oops</b>',
  '../../account',
  'oops\n',
  'oops "really"',
  'öops',
  'x'.repeat(41),
  'eyJhbGciOiJIUzI1NiJ9.eyJpZCI6',
])('what looks like none is not: %j', (word) => {
  expect(serverWords().word(word)).toBe('');
});

it('nor is what was sent, or eight characters of it; of what is renewed, the newest', () => {
  const words = serverWords();
  words.sent('correct horse');
  words.sent('first-token', 'bearer');
  words.sent('other-token', 'bearer');
  expect(words.word('no correct horse')).toBe('');
  expect(words.word('rrect horse')).toBe('');
  expect(words.word('the right horse')).toBe('the right horse');
  expect(words.word('other-token')).toBe('');
  expect(words.word('first-thing')).toBe('first-thing');
});

it('an address is one to read a document at, without anything that was sent', () => {
  const words = serverWords();
  words.sent('correct horse');
  const good = `https://files.example/${'0f'.repeat(20)}.html`;
  expect(words.link(good)).toBe(good);
  for (const bad of [
    null,
    'http://files.example/',
    'javascript:1',
    'javascript:location="https://files.example/"',
    'https://files.example/correct%20horse',
  ])
    expect(words.link(bad)).toBeNull();
});

it('a name is that of a person, unless all of something that was sent is in it', () => {
  const words = serverWords();
  words.sent('Lindqvist1!');
  words.sent('hunter22');
  words.sent('Ada');
  expect(words.name('Ada Lindqvist')).toBe('Ada Lindqvist');
  expect(words.name('xLINDQVIST1!x')).toBe('');
  expect(words.name('Ada Hunter22')).toBe('');
});
