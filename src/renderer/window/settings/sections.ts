import { AccountSection } from './account-section.tsx';
import { AlarmsSection } from './alarms-section.tsx';
import { ConnectionSection } from './connection-section.tsx';
import { LookSection, SnoozeSection, SoundSection, TraySection } from './desktop-sections.tsx';
import { FeedSection } from './feed-section.tsx';
import { NightscoutSection } from './nightscout-section.tsx';
import { PeopleSection } from './people-section.tsx';

/** What there is to choose, by the names that the page has them under; loaded with the first look at it. */
export const sections = {
  people: PeopleSection,
  alarms: AlarmsSection,
  snooze: SnoozeSection,
  sound: SoundSection,
  tray: TraySection,
  look: LookSection,
  connection: ConnectionSection,
  feed: FeedSection,
  nightscout: NightscoutSection,
  account: AccountSection,
};
