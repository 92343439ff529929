import { askProgram, type AskProgram } from './ask-program.ts';

/** Whether this computer can be heard: it can, its sound is off, it has nothing to be heard by; null: it does not tell. */
export type Sound = 'on' | 'off' | 'none' | null;

/** A program that knows, and how it says so. */
interface Source {
  /** Says which device is the chosen one; missing where the other question tells that as well. */
  device?: { command: readonly [string, ...string[]]; isNone: RegExp };
  volume: readonly [string, ...string[]];
  isOff: (said: string) => boolean | null;
}

/**
 * Of the sound servers of Linux, the present one first. Where there is no device both keep a sink of their own,
 * `auto_null`, which swallows everything.
 */
const LINUX: readonly Source[] = [
  {
    device: { command: ['wpctl', 'inspect', '@DEFAULT_AUDIO_SINK@'], isNone: /node\.name = "auto_null"/ },
    volume: ['wpctl', 'get-volume', '@DEFAULT_AUDIO_SINK@'],
    isOff: (said) => (/^Volume: /m.test(said) ? /\[MUTED\]|^Volume: 0\.00$/m.test(said) : null),
  },
  {
    device: { command: ['pactl', 'info'], isNone: /^Default Sink: auto_null$/m },
    volume: ['pactl', 'get-sink-mute', '@DEFAULT_SINK@'],
    isOff: (said) => (/^Mute: /m.test(said) ? /^Mute: yes/m.test(said) : null),
  },
  {
    volume: ['amixer', 'get', 'Master'],
    isOff: (said) => (/\[(?:on|off)\]/.test(said) ? !/\[on\]/.test(said) : null),
  },
];

/** `output volume:44, input volume:75, alert volume:100, output muted:false`; `missing value` where the device has none. */
const MACOS: readonly Source[] = [
  {
    volume: ['osascript', '-e', 'get volume settings'],
    isOff: (said) =>
      /output muted:(?:true|false)/.test(said) ? /output muted:true|output volume:0\b/.test(said) : null,
  },
];

const SOURCES: Partial<Record<NodeJS.Platform, readonly Source[]>> = { linux: LINUX, darwin: MACOS };

/** Whether this computer can be heard, as far as its system tells. Waits for nothing with the thread. */
export async function soundOf(platform: NodeJS.Platform, ask: AskProgram = askProgram): Promise<Sound> {
  let isNone = false;
  for (const { device, volume, isOff } of SOURCES[platform] ?? []) {
    const [chosen, said] = await Promise.all([device ? ask(device.command) : null, ask(volume)]);
    if (chosen !== null && device?.isNone.test(chosen) === true) return 'none';
    const off = said === null ? null : isOff(said);
    if (off !== null) return off ? 'off' : 'on';
    // `wpctl` says nothing where there is no device; but PipeWire may be there for screens alone, beside another server.
    isNone ||= said?.trim() === '';
  }
  return isNone ? 'none' : null;
}
