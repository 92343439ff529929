/** A program with a watchdog, whose main thread then does nothing any more, for ever. Its argument is the data folder. */
import '../../../../src/shared/messages/every-language.generated.ts';
import { Watchdog } from '../../../../src/main/desktop/watchdog/watchdog.ts';
import { systemClock as clock } from '../../../../src/main/time/clock.ts';
import { Pulse } from '../../../../src/main/time/pulse.ts';

const [, , dataDir] = process.argv;
const watchdog = new Watchdog({
  dataDir: dataDir!,
  pulse: new Pulse(clock),
  onBack: () => {},
  onFault: (error) => console.error(error),
});
watchdog.start();
// A thread begins with the help of the one that starts it.
setTimeout(() => {
  console.log('hangs');
  for (;;);
}, 2000);
