import { useSignal } from '@preact/signals';
import { useEffect } from 'preact/hooks';
import { EXPORT_FORMATS, STATES_LIMITS, type ExportFormat } from '../../../shared/exchange/export-formats.ts';
import type { Unit } from '../../../shared/glucose/units.ts';
import type { ExportAsked, RecordedPerson, SavedExport } from '../../../shared/ipc/exports.ts';
import { say } from '../../../shared/messages/say.ts';
import { dateInFull } from '../../../shared/messages/times.ts';
import type { Period } from '../../../shared/statistics/period.ts';
import { act } from '../../acts.ts';
import { ask } from '../../bridge.ts';
import { Choice, Hinted } from '../../components/choice.tsx';
import { Icon } from '../../components/icon.tsx';
import { safetySentences } from '../../components/safety.tsx';
import { snapshot } from '../../live.ts';
import { chosen } from '../navigation.ts';
import { PeriodButtons, periodOf } from '../period/period-choice.tsx';
import { ChoiceField } from './choice-field.tsx';
import { Loaded, usePeople } from './recorded.tsx';
import { exporting, isBusy } from './work.ts';
import { WorkLine } from './work-line.tsx';

/** Formats with one unit of their own, and those that have a place for names. */
const IN_ONE_UNIT: readonly ExportFormat[] = ['libreview', 'clarity', 'fhir'];
const WITH_NAMES: readonly ExportFormat[] = ['csv', 'libreview', 'clarity', 'fhir'];
const EVERYBODY = '';

/** Readings into a file of the person's. */
export function ExportSection() {
  const people = usePeople();
  useEffect(exporting.forget, []);
  return (
    <section class="panel stack data-section" aria-label={say('window.exports.title')}>
      <h2>{say('window.exports.title')}</h2>
      <p class="muted">{say('window.exports.lead')}</p>
      <Loaded asked={people}>
        {(recorded) =>
          recorded.length === 0 ? (
            <p class="muted">{say('window.exports.nobody')}</p>
          ) : (
            <ExportForm people={recorded} />
          )
        }
      </Loaded>
    </section>
  );
}

function ExportForm({ people }: { people: readonly RecordedPerson[] }) {
  const format = useSignal<ExportFormat>('csv');
  const whom = useSignal(
    (people.find(({ patientId }) => patientId === chosen.value?.person.patientId) ?? people[0]!).patientId,
  );
  const period = useSignal<Period | null>(null);
  const named = useSignal(false);
  const withComma = useSignal(false);
  const unit = useSignal<Unit | null>(null);
  const isArchive = format.value === 'archive';
  const mayBeAll = format.value === 'csv' && people.length > 1;
  const patientId = whom.value === EVERYBODY && !mayBeAll ? people[0]!.patientId : whom.value;
  const isOfAll = patientId === EVERYBODY;
  const person = people.find((one) => one.patientId === patientId);
  const wanted: ExportAsked = {
    format: format.value,
    patientId: isOfAll ? null : patientId,
    period: period.value,
    named: isOfAll || named.value,
    decimalComma: format.value === 'csv' && withComma.value,
    unit: unit.value ?? snapshot.value?.settings.unit ?? person?.unit ?? 'mgdl',
  };
  return (
    <>
      <ChoiceField
        label={say('window.exports.format')}
        hint={say(`window.exports.hints.${format.value}`)}
        value={format.value}
        options={EXPORT_FORMATS.map((one) => [one, say(`window.exports.formats.${one}`)] as const)}
        onChange={(next) => (format.value = next)}
      />
      {!isArchive && (
        <>
          {people.length > 1 && (
            <ChoiceField
              label={say('window.exports.whose')}
              value={patientId}
              options={[
                ...people.map((one) => [one.patientId, one.name] as const),
                ...(mayBeAll ? [[EVERYBODY, say('window.exports.everybody')] as const] : []),
              ]}
              onChange={(next) => (whom.value = next)}
            />
          )}
          <PeriodOrAll
            period={period.value}
            usual={periodOf(person?.patientId ?? people[0]!.patientId)}
            onChange={(next) => (period.value = next)}
          />
          {IN_ONE_UNIT.includes(format.value) && (
            <UnitChoice unit={wanted.unit} onChange={(next) => (unit.value = next)} />
          )}
          {format.value === 'csv' && (
            <Choice on={withComma.value} onChange={(on) => (withComma.value = on)}>
              <Hinted hint={say('window.exports.commaHint')}>{say('window.exports.comma')}</Hinted>
            </Choice>
          )}
          {isOfAll ? (
            <p class="hint">{say('window.exports.namedNeeded')}</p>
          ) : (
            WITH_NAMES.includes(format.value) && (
              <Choice on={named.value} onChange={(on) => (named.value = on)}>
                <Hinted hint={say('window.exports.namedHint')}>{say('window.exports.named')}</Hinted>
              </Choice>
            )
          )}
        </>
      )}
      {!STATES_LIMITS[format.value] && <p class="small stack tight">{safetySentences().slice(0, 2)}</p>}
      <div>
        <button
          type="button"
          class="button primary"
          disabled={isBusy.value}
          onClick={() => void exporting.run((left, progress) => ask('exports:save', wanted, left, progress))}
        >
          <Icon name="save" />
          {say('window.exports.save')}
        </button>
        <WorkLine
          doing={exporting.now.value}
          running={say('window.exports.writing')}
          done={(saved) => <Saved saved={saved} />}
          canCancel
        />
      </div>
    </>
  );
}

function PeriodOrAll(props: {
  period: Period | null;
  usual: Period;
  onChange: (period: Period | null) => void;
}) {
  const { period, usual, onChange } = props;
  const choices = [
    ['everything', null],
    ['part', usual],
  ] as const;
  return (
    <div class="field" role="group" aria-label={say('window.exports.period')}>
      <span class="label">{say('window.exports.period')}</span>
      <div class="stack tight">
        <div class="segments" role="radiogroup" aria-label={say('window.exports.period')}>
          {choices.map(([name, its]) => (
            <label key={name}>
              <input
                type="radio"
                name="export-period"
                checked={(period === null) === (its === null)}
                onChange={() => onChange(its)}
              />
              {say(`window.exports.${name}`)}
            </label>
          ))}
        </div>
        {period && <PeriodButtons period={period} onChange={onChange} />}
      </div>
    </div>
  );
}

function UnitChoice({ unit, onChange }: { unit: Unit; onChange: (unit: Unit) => void }) {
  return (
    <div class="field">
      <span class="label">{say('window.unit')}</span>
      <div class="segments" role="radiogroup" aria-label={say('window.unit')}>
        {(['mmol', 'mgdl'] as const).map((one) => (
          <label key={one}>
            <input type="radio" name="export-unit" checked={one === unit} onChange={() => onChange(one)} />
            {say(`window.units.${one}`)}
          </label>
        ))}
      </div>
    </div>
  );
}

function Saved({ saved: { file, readings, from, to } }: { saved: SavedExport }) {
  const told = { file, count: readings, from: dateInFull(from ?? 0), to: dateInFull(to ?? 0) };
  return (
    <div class="row">
      <p>{say('window.exports.saved', told)}</p>
      <button type="button" class="button" onClick={() => void act('exports:show')}>
        {say('window.exports.show')}
      </button>
    </div>
  );
}
