import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import { say } from '../../shared/messages/say.ts';

/** Whether a person can be asked: both ends are a terminal. */
export function isInteractive(): boolean {
  return process.stdin.isTTY === true && process.stderr.isTTY === true;
}

/** Asks on standard error, so that standard output stays data; null where it is ended instead, by Ctrl+C or Ctrl+D. */
export function askLine(question: string): Promise<string | null> {
  return answerTo(question, process.stderr);
}

/** Asks without showing what is typed; null where it is ended instead. */
export async function askSecret(question: string): Promise<string | null> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const answer = await answerTo(question, nowhere);
  if (answer !== null) process.stderr.write('\n');
  return answer?.trim() ?? null;
}

/** True on a yes only, in English or in the language that is spoken; null where it is ended instead of answered. */
export async function askYes(question: string): Promise<boolean | null> {
  const answer = await askLine(question);
  if (answer === null) return null;
  const words = ['y', 'yes', ...say('commandLine.yesWords').split(', ')];
  return words.includes(answer.trim().toLocaleLowerCase());
}

/** The number of one of some things, by which it is asked until one is given; null where it is ended instead. */
export async function askChoice(
  question: string,
  choices: readonly string[],
  show: (line: string) => void,
): Promise<number | null> {
  choices.forEach((choice, index) => show(`${index + 1}  ${choice}`));
  for (;;) {
    const answer = await askLine(question);
    if (answer === null) return null;
    const number = /^\d{1,4}$/.test(answer.trim()) ? Number(answer) : 0;
    if (number >= 1 && number <= choices.length) return number - 1;
  }
}

/** @param echo where what is typed is shown */
async function answerTo(question: string, echo: NodeJS.WritableStream): Promise<string | null> {
  const lines = createInterface({ input: process.stdin, output: echo, terminal: true });
  // Asked only now that the terminal itself shows nothing any more: somebody may type at once.
  if (echo !== process.stderr) process.stderr.write(question);
  const answer = await new Promise<string | null>((resolve) => {
    lines.once('close', () => resolve(null));
    lines.question(question, resolve);
  });
  lines.close();
  // What the shell says next begins on a line of its own.
  if (answer === null) process.stderr.write('\n');
  return answer;
}

/** All of standard input, up to 64 kB. */
export async function readStandardInput(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > 65_536) break;
  }
  return text;
}
