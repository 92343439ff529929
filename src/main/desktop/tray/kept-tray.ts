import { AppTray, type AppTrayOptions } from './app-tray.ts';
import { askTrayHost } from './tray-host.ts';
import { LOOK_EVERY_MS, TrayKeeper, type TrayState } from './tray-keeper.ts';

export interface KeptTrayOptions extends AppTrayOptions {
  /** Told whether the icon is to be seen, when that is another than before. */
  alarms: { traySeen(state: TrayState | null): void };
}

/** The icon, made when somebody would show it, and anew where it is lost. Begins once it is started. */
export class KeptTray {
  readonly #keeper: TrayKeeper;
  #tray: AppTray | null = null;

  constructor({ alarms, ...options }: KeptTrayOptions) {
    const { clock } = options.pulse;
    const { platform, env } = process;
    this.#keeper = new TrayKeeper({
      clock,
      later: (callback) => options.pulse.once(LOOK_EVERY_MS, callback),
      ask: async () => this.#tray?.answer() ?? askTrayHost({ platform, env, clock }),
      make: () => {
        this.#tray?.destroy();
        this.#tray = new AppTray(options);
      },
      onChange: () => alarms.traySeen(this.#keeper.state),
    });
  }

  start(): void {
    this.#keeper.start();
  }

  /** Nothing that stays would be true any more. */
  stop(): void {
    this.#keeper.stop();
    this.#tray?.destroy();
  }
}
