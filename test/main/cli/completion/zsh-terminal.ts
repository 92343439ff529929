import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryDirectory } from '../../../support/run-cli.ts';
import { TerminalRun } from '../../../support/run-in-terminal.ts';

/**
 * What a person has who reads a completion script at the start. Lists come at once and without descriptions, and a key
 * of its own shows what stands in the line then, without leaving the editor: keys that come while a terminal changes hands
 * are lost. All else is zsh's own.
 */
const ZSHRC = `
unsetopt prompt_sp prompt_cr list_ambiguous beep
PS1=
LISTMAX=0
autoload -Uz compinit && compinit -u -D
zstyle ':completion:*' verbose false
source "$ZDOTDIR/completion.zsh"
show-line() { zle -M -- "<<$BUFFER>>" }
zle -N show-line
bindkey '^G' show-line
bindkey '^U' kill-whole-line
zle-line-init() { print -r -- READY; zle -N zle-line-init :; }
zle -N zle-line-init
`;

/** What its key shows, and all before. */
const MARK = /^([^]*?)<<(.*?)>>/;

/** An interactive zsh in a terminal, into which is typed. */
export class ZshTerminal {
  readonly #run: TerminalRun;
  #seen = 0;

  constructor(script: string, cwd: string) {
    const home = temporaryDirectory();
    mkdirSync(home, { recursive: true });
    writeFileSync(join(home, 'completion.zsh'), script);
    writeFileSync(join(home, '.zshrc'), ZSHRC);
    const environment = { HOME: home, ZDOTDIR: home, LC_ALL: 'C.UTF-8', TERM: 'dumb' };
    const started = `cd '${cwd}' && exec zsh -i`;
    this.#run = new TerminalRun(['sh', '-c', started], { environment, columns: 160, isKept: true });
  }

  /** Once it takes keys: what is typed before is lost. */
  ready(): Promise<void> {
    return this.#run.until(/READY/);
  }

  /** Types a line, then Tab; what is listed, or else the word that has come of the last one. In no order. */
  async offered(line: string): Promise<string[]> {
    await this.#typed(`\u0015${line}`);
    const { shown, buffer } = await this.#typed('\t');
    // A list stands below the line, which is shown again below it.
    const below = shown.split('\n').slice(1);
    const listed = below
      .filter((one) => !one.includes('glucoglance'))
      .flatMap((one) => one.trim().split(/\s+/));
    const words = listed.filter((one) => one !== '');
    if (words.length === 0) return buffer === line ? [] : [buffer.trim().split(/[\s=]/).at(-1)!];
    return [...new Set(words)].toSorted();
  }

  /** Keys are taken one after the other: the line is shown once all that these do is done. */
  async #typed(keys: string): Promise<{ shown: string; buffer: string }> {
    this.#run.type(`${keys}\u0007`);
    await this.#run.until(MARK, this.#seen);
    const [all, shown = '', buffer = ''] = MARK.exec(this.#run.text.slice(this.#seen))!;
    this.#seen += all.length;
    return { shown, buffer };
  }

  close(): Promise<unknown> {
    this.#run.type('\u0015exit\r');
    return this.#run.ended;
  }
}
