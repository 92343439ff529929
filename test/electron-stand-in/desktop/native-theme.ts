import { strictEmitter } from '../provided.ts';
import { standIn } from '../stand-in.ts';

type Source = Electron.NativeTheme['themeSource'];

type Provided = Pick<
  Electron.NativeTheme,
  | 'inForcedColorsMode'
  | 'prefersReducedTransparency'
  | 'shouldDifferentiateWithoutColor'
  | 'shouldUseDarkColors'
  | 'shouldUseDarkColorsForSystemIntegratedUI'
  | 'shouldUseHighContrastColors'
  | 'shouldUseInvertedColorScheme'
  | 'themeSource'
>;

export class NativeTheme extends strictEmitter('nativeTheme') implements Provided {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  readonly shouldDifferentiateWithoutColor = false;
  readonly inForcedColorsMode = false;
  readonly prefersReducedTransparency = false;
  #source: Source = 'system';
  #systemDark = false;

  get themeSource(): Source {
    return this.#source;
  }

  set themeSource(source: Source) {
    if (source === this.#source) return;
    this.#source = source;
    this.#changed();
  }

  get shouldUseDarkColors(): boolean {
    return this.#source === 'system' ? this.#systemDark : this.#source === 'dark';
  }

  get shouldUseDarkColorsForSystemIntegratedUI(): boolean {
    return this.#systemDark;
  }

  /** For the recorder: the person changes the system's theme. */
  setSystemDark(dark: boolean): void {
    if (dark === this.#systemDark) return;
    this.#systemDark = dark;
    this.#changed();
  }

  #changed(): void {
    standIn.themeChanges.push({ source: this.#source, dark: this.shouldUseDarkColors });
    this.emit('updated');
  }
}

export const nativeTheme = new NativeTheme();
standIn.setSystemDark = (dark) => nativeTheme.setSystemDark(dark);
