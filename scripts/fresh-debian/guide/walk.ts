/**
 * Walks through docs/guide with mouse and keyboard, on the computer on which the package has been installed: from the menu
 * to the first alarm, on a desktop with a panel and a notification daemon. LibreLinkUp is the simulator, and the phones
 * are not there. Takes a picture at each step into the folder that is given, and fails where the guide names something
 * that is not on the screen.
 */
import { chromium, type Browser } from '@playwright/test';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ada } from '../../../src/main/simulator/people.ts';
import { startSimulator } from '../../../src/main/simulator/simulator.ts';
import { DATA_FOLDER, WholeDesktop } from './desktop.ts';
import { sections, wordsIn } from '../../guide-words.ts';
import { Person } from './person.ts';

const [folder] = process.argv.slice(2) as [string];
mkdirSync(folder, { recursive: true });

/** Ada is at 100 mg/dL until she is to fall to 48 within some minutes, as a child does who has run about. */
let fallsFrom = Infinity;
const simulator = await startSimulator({
  scenario: {
    description: 'somebody falls when the guide has been followed so far',
    people: [ada],
    glucose: (_, at) => Math.max(48, 100 - Math.max(0, (at - fallsFrom) / 60_000) * 20),
  },
});
const desktop = await WholeDesktop.begin({ LIBRELINKUP_BASE_URL: simulator.url });
/** So long may the first alarm take: as long as the fall, and until the server is asked. */
const ALARM_MS = 600_000;
let pictures = 0;
let person: Person;
/** What the guide names and nobody has seen. */
const stumbles: string[] = [];

function picture(name: string): void {
  pictures += 1;
  desktop.picture(join(folder, `${String(pictures).padStart(2, '0')}-${name}.png`));
  console.log(`guide: ${name}`);
}

/** What it names before it comes: pressed further on. */
const LATER = ['Acknowledge'];

/** Does what the guide says under a heading, and compares the words. */
async function section(heading: string, walk: () => Promise<void>): Promise<void> {
  const text = sections().get(heading);
  if (text === undefined) throw new Error(`The guide has nothing under "${heading}".`);
  await walk();
  await person.look();
  for (const words of wordsIn(text))
    if (!LATER.includes(words) && !person.read.includes(words))
      stumbles.push(`"${heading}" names "${words}", which was on no screen so far.`);
}

async function attach(): Promise<Browser> {
  const port = join(DATA_FOLDER, 'stand-in/chromium/DevToolsActivePort');
  while (!existsSync(port) || !readFileSync(port, 'utf8').includes('\n')) await pause(200);
  return chromium.connectOverCDP(`http://127.0.0.1:${readFileSync(port, 'utf8').split('\n')[0]}`);
}

try {
  picture('desktop');
  desktop.startFromMenu();
  const browser = await attach();
  person = new Person(desktop, browser);
  await section('1. What it is, and what it is not', async () => {
    await person.see('What it is not');
    picture('welcome');
    await person.press('Try it with demo data');
    await person.see('Ben Marlowe');
    await person.see(/\d+ s ago|\d+ min ago/);
    picture('demo');
    await person.press('Leave the demo');
    await person.press('I have read what Glucoglance is and is not.');
    await person.press('Set it up');
  });
  await section('2. The invitation, on two phones', async () => {
    await person.see('Is somebody sharing with you?');
    await person.press(/^Install the app LibreLinkUp/);
    await person.press(/^In the app of the sensor/);
    await person.press(/^Open the invitation/);
    picture('invitation');
    await person.press('Continue');
  });
  await section('3. Sign in', async () => {
    await person.see('Show what I type');
    await person.type('E-mail', simulator.email);
    await person.type('Password', simulator.password);
    picture('sign-in');
    await person.press('Sign in');
  });
  await section('4 and 5. Whom to follow, and when it rings', async () => {
    await person.see('Ada Lindqvist');
    picture('people');
    await person.press('Continue');
    await person.see('When should it ring?');
    picture('limits');
    await person.press(/^Use the usual ones/);
    picture('limits-usual');
    await person.press('Continue');
  });
  await section('6. The test alarm', async () => {
    await person.press('Show me a test alarm');
    await person.see('Did you hear it?');
    picture('test-alarm');
    for (const question of ['Did you see it?', 'Did you hear it?']) await person.answer(question, 'Yes');
    picture('test-alarm-answered');
    await person.press('Continue');
  });
  await section('7. Done: see that it stays', async () => {
    await person.see('All set');
    await person.press('Start with the computer');
    picture('done');
    await person.press('Show the readings');
    await person.see(/ago/);
    picture('now');
    await person.closeWindow();
    picture('closed');
    await person.clickIcon();
    await person.see(/ago/);
    picture('opened-by-tray');
  });
  fallsFrom = Date.now();
  await section('Before the first night', async () => {
    await person.press('Settings');
    picture('settings');
    await person.see('At night, ring lows like urgent ones');
    picture('settings-low');
    await person.see('Keep this computer awake');
    await person.see('Evening check');
    picture('settings-tray');
    await person.see('Alarms on');
  });
  await person.press('Now');
  await person.see('Acknowledge', ALARM_MS);
  picture('first-alarm');
  await person.seeWindow('Glucoglance alarm', ALARM_MS);
  picture('urgent-alarm');
  await person.press(/^Acknowledge/);
  picture('acknowledged');
  await section('Every day', async () => {
    await person.see('Ada Lindqvist');
    picture('now-low');
    await person.press('Journal');
    await person.press('Tell why');
    picture('journal');
  });
  await section('Before the visit to the clinic', async () => {
    await person.press('Patterns');
    picture('patterns');
    await person.press('Report');
    await person.see('Save as PDF');
    picture('report');
  });
  await section('Another computer, and an end', async () => {
    await person.press('Data');
    await person.see('Backups');
    picture('data');
    await person.see(/^Erase/);
    picture('data-erase');
  });
  await section('When something is not right', async () => {
    await person.press('Status');
    await person.see('Check-up');
    picture('status');
  });
  // The computer is restarted: what was switched on above starts the program, without its window.
  await desktop.logIn();
  await desktop.untilIcon();
  picture('after-a-restart');
  await person.clickIcon();
  person = new Person(desktop, await attach());
  await person.see(/ago/);
  picture('opened-after-a-restart');
} catch (error) {
  console.error(`guide: ${String(error)}`);
  process.exitCode = 1;
} finally {
  picture('last');
  await desktop.stop();
  await simulator.close();
}
for (const stumble of stumbles) console.error(`guide: ${stumble}`);
if (stumbles.length > 0) process.exitCode = 1;
process.exit();
