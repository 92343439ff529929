import { expect, it } from 'vitest';
import type { AskProgram } from '../../../src/main/computer/ask-program.ts';
import { soundOf } from '../../../src/main/computer/sound.ts';

/** @param answers by the command, or the program alone */
const answering =
  (answers: Readonly<Record<string, string>>): AskProgram =>
  (command) =>
    Promise.resolve(answers[command.join(' ')] ?? answers[command[0]] ?? null);

it.each([
  [{ wpctl: 'Volume: 0.40\n' }, 'on'],
  [{ wpctl: 'Volume: 0.40 [MUTED]\n' }, 'off'],
  [{ wpctl: 'Volume: 0.00\n' }, 'off'],
  [
    {
      'wpctl inspect @DEFAULT_AUDIO_SINK@':
        'id 33, type PipeWire:Interface:Node\n  * node.name = "auto_null"\n',
      'wpctl get-volume @DEFAULT_AUDIO_SINK@': 'Volume: 1.00\n',
    },
    'none',
  ],
  // Of wpctl 0.4.13 and pactl 16.1 without any device.
  [{ wpctl: '' }, 'none'],
  [{ wpctl: '', pactl: 'Mute: no\n' }, 'on'],
  [{ wpctl: 'Could not connect\n', pactl: 'Mute: no\n' }, 'on'],
  [{ pactl: 'Mute: yes\n' }, 'off'],
  [{ 'pactl info': 'Default Sink: auto_null\n', 'pactl get-sink-mute @DEFAULT_SINK@': 'Mute: no\n' }, 'none'],
  [{ amixer: "Simple mixer control 'Master',0\n  Mono: Playback 0 [0%] [-63.00dB] [off]\n" }, 'off'],
  [{ amixer: '  Front Left: Playback 65536 [100%] [on]\n' }, 'on'],
  [{}, null],
])('Linux: %j is %s', async (answers, sound) => {
  expect(await soundOf('linux', answering(answers))).toBe(sound);
});

it.each([
  ['output volume:44, input volume:75, alert volume:100, output muted:false\n', 'on'],
  ['output volume:44, input volume:75, alert volume:100, output muted:true\n', 'off'],
  ['output volume:0, input volume:75, alert volume:100, output muted:false\n', 'off'],
  ['output volume:missing value, input volume:75, alert volume:100, output muted:missing value\n', null],
])('macOS: %j is %s', async (said, sound) => {
  expect(await soundOf('darwin', answering({ osascript: said }))).toBe(sound);
});

it('is not known on Windows, and nothing is started to find out', async () => {
  expect(await soundOf('win32', () => expect.unreachable('asked'))).toBeNull();
});
