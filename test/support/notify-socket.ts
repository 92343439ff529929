import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from './run-cli.ts';

/** Node cannot receive from a socket of datagrams in the file system; the Perl that every Debian has can. */
const RECEIVER = `
  use IO::Socket::UNIX; use Socket;
  $| = 1;
  my $socket = IO::Socket::UNIX->new(Type => SOCK_DGRAM, Local => $ARGV[0]) or die $!;
  print "listening\\0";
  while (defined $socket->recv(my $message, 65536)) { print "$message\\0"; }
`;

/** A socket such as systemd gives a service to notify it by. */
export async function openNotifySocket(): Promise<NotifySocket> {
  const path = join(temporaryDirectory(), 'notify');
  const child = spawn('perl', ['-e', RECEIVER, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill());
  let text = '';
  child.stdout.setEncoding('utf8').on('data', (more: string) => (text += more));
  const socket: NotifySocket = {
    path,
    get told() {
      const messages = text.split('\0').slice(1, -1);
      return messages.flatMap((one) => one.split('\n')).filter((line) => /^[A-Z_]+=/.test(line));
    },
    async until(pattern) {
      while (!socket.told.some((line) => pattern.test(line))) await once(child.stdout, 'data');
    },
  };
  while (text === '') await once(child.stdout, 'data');
  return socket;
}

export interface NotifySocket {
  path: string;
  /** Every assignment that has come, in order. */
  readonly told: string[];
  until(pattern: RegExp): Promise<void>;
}
