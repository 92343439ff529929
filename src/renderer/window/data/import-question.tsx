import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { ExampleStamp, ImportQuestion as Question } from '../../../shared/exchange/import-file.ts';
import type { FileLooked } from '../../../shared/ipc/imports.ts';
import type { Person } from '../../../shared/glucose/reading.ts';
import { unitLabel } from '../../../shared/glucose/units.ts';
import { civilTimeInFull } from '../../../shared/messages/civil-dates.ts';
import { wholeText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { valuesText } from '../../../shared/messages/sentences/import.ts';
import { nameOf } from '../../people.ts';
import { answer, leave, type Chosen } from './importing.ts';
import { ZoneChoice } from './zone-choice.tsx';

/** What nothing decides about a file, asked of whoever is here. */
export function ImportQuestion(props: { chosen: Chosen; asked: Extract<FileLooked, { is: 'question' }> }) {
  const { chosen, asked } = props;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [asked]);
  return (
    <div class="stack" role="group" aria-labelledby="import-question">
      <h3 id="import-question" tabIndex={-1} ref={title}>
        {say('window.imports.question', { name: chosen.name })}
      </h3>
      <Asked chosen={chosen} question={asked.question} people={asked.people} />
      <div>
        <button type="button" class="button quiet" onClick={() => leave(chosen)}>
          {say('window.imports.notNow')}
        </button>
      </div>
    </div>
  );
}

function Asked(props: { chosen: Chosen; question: Question; people: readonly Person[] }) {
  const { chosen, question, people } = props;
  switch (question.about) {
    case 'dateOrder':
      return <OrderQuestion chosen={chosen} examples={question.examples} />;
    case 'unit':
      return (
        <Choices told={say('window.imports.askUnit', { examples: valuesText(question.examples) })}>
          {(['mmol', 'mgdl'] as const).map((unit) => (
            <Choose key={unit} onClick={() => void answer(chosen, { unit })}>
              {unitLabel(unit)}
            </Choose>
          ))}
        </Choices>
      );
    case 'zone':
      return (
        <div class="stack tight">
          <p>
            {question.shiftMinutes === null
              ? say('window.imports.askZone')
              : say('window.imports.askZoneShifted', { minutes: wholeText(question.shiftMinutes) })}
          </p>
          <ZoneChoice
            value={null}
            fitting={question.candidates}
            onChange={(zone) => void answer(chosen, { zone })}
          />
        </div>
      );
    case 'person': {
      const { compared } = question;
      const meant = people.filter(({ patientId }) => question.people.includes(patientId));
      return (
        <Choices
          told={
            compared === null
              ? say('window.imports.askPerson')
              : say('window.imports.askPersonCompared', {
                  rows: wholeText(compared.rows),
                  agree: wholeText(compared.agree),
                })
          }
        >
          {meant.map((person) => (
            <Choose
              key={person.patientId}
              onClick={() => void answer(chosen, { patientId: person.patientId })}
            >
              {nameOf(person)}
            </Choose>
          ))}
        </Choices>
      );
    }
  }
}

/** Three rows as they stand, and what each order makes of them. */
function OrderQuestion({ chosen, examples }: { chosen: Chosen; examples: readonly ExampleStamp[] }) {
  const read = ({ readAs }: ExampleStamp, order: 'dmy' | 'mdy') => {
    const one = readAs.find((as) => as.order === order);
    return one ? civilTimeInFull(one.wall) : '–';
  };
  return (
    <div class="stack tight">
      <p>{say('window.imports.askOrder')}</p>
      <div class="order-choices">
        {(['dmy', 'mdy'] as const).map((dateOrder) => (
          <button
            key={dateOrder}
            type="button"
            class="button order-choice"
            onClick={() => void answer(chosen, { dateOrder })}
          >
            <strong>{say(`window.imports.first.${dateOrder}`)}</strong>
            {examples.map((one) => (
              <span key={one.line} class="order-row">
                <span class="hint">
                  {say('window.imports.row', { line: wholeText(one.line), text: one.text })}
                </span>
                <span class="figures">{read(one, dateOrder)}</span>
              </span>
            ))}
          </button>
        ))}
      </div>
    </div>
  );
}

function Choices({ told, children }: { told: string; children: ComponentChildren }) {
  return (
    <div class="stack tight">
      <p>{told}</p>
      <div class="row">{children}</div>
    </div>
  );
}

function Choose({ onClick, children }: { onClick: () => void; children: ComponentChildren }) {
  return (
    <button type="button" class="button" onClick={onClick}>
      {children}
    </button>
  );
}
