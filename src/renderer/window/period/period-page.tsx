import type { ComponentChildren } from 'preact';
import type { PersonState } from '../../../shared/state/app-state.ts';
import { say } from '../../../shared/messages/say.ts';
import { windowProblemSentence } from '../../../shared/messages/sentences/problem.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { chosen } from '../navigation.ts';
import { useAsked, type PeriodChannel, type ValueOf } from './asked.ts';
import { daysOf, PeriodChoice, periodOf } from './period-choice.tsx';

interface Props<C extends PeriodChannel> {
  page: 'patterns' | 'days' | 'statistics' | 'report';
  channel: C;
  /** What the page is, in a sentence. */
  lead?: string;
  /** What is shown of an answer; `days`: how many the period has. */
  children: (value: ValueOf<C>, person: PersonState, days: number) => ComponentChildren;
}

/** A page of figures: the person looked at, their period, and what the history answers, or why it does not. */
export function PeriodPage<C extends PeriodChannel>({ page, channel, lead, children }: Props<C>) {
  const person = chosen.value;
  return (
    <div class="stack">
      <h1 tabIndex={-1}>{say(`window.pages.${page}`)}</h1>
      {lead !== undefined && <p class="muted">{lead}</p>}
      {person ? (
        <OfPerson key={person.person.patientId} person={person} channel={channel}>
          {children}
        </OfPerson>
      ) : (
        <p class="panel muted">{say('window.period.choose')}</p>
      )}
    </div>
  );
}

function OfPerson<C extends PeriodChannel>(
  props: Pick<Props<C>, 'channel' | 'children'> & { person: PersonState },
) {
  const { person, channel, children } = props;
  const { patientId } = person.person;
  const period = periodOf(patientId);
  const asked = useAsked(channel, { patientId, period }).value;
  return (
    <>
      <PeriodChoice patientId={patientId} />
      {asked === 'busy' && (
        <p class="panel muted" role="status">
          {say('window.period.loading')}
        </p>
      )}
      {typeof asked === 'object' && 'problem' in asked && (
        <p class="problem" role="alert">
          {windowProblemSentence(asked.problem, localTime)}
        </p>
      )}
      {typeof asked === 'object' && 'value' in asked && children(asked.value, person, daysOf(period))}
    </>
  );
}
