import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import {
  DATE_ORDERS,
  LINES_NAMED,
  ROW_KINDS,
  type DateOrder,
  type Decided,
  type Imported,
} from '../../../shared/exchange/import-file.ts';
import type { ArchivePreview, FilePreview } from '../../../shared/ipc/imports.ts';
import { unitLabel, type Unit } from '../../../shared/glucose/units.ts';
import { civilTimeInFull } from '../../../shared/messages/civil-dates.ts';
import { wholeText } from '../../../shared/messages/figures.ts';
import { say } from '../../../shared/messages/say.ts';
import { listText } from '../../../shared/messages/sentences/lists.ts';
import { localTime } from '../../../shared/messages/times.ts';
import { Choice } from '../../components/choice.tsx';
import { FigureTable } from '../../components/figure-table.tsx';
import { nameOf } from '../../people.ts';
import { Days } from './days.tsx';
import { answer, importIt, leave, type Chosen } from './importing.ts';
import { isBusy } from './work.ts';
import { ZoneChoice } from './zone-choice.tsx';

/** A file as it was understood, and what would become of its readings; nothing is stored yet. */
export function ImportPreview(props: { chosen: Chosen; preview: FilePreview | ArchivePreview }) {
  const { chosen, preview } = props;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), [preview]);
  return (
    <div class="stack" role="group" aria-labelledby="import-preview">
      <h3 id="import-preview" tabIndex={-1} ref={title}>
        {say('window.imports.preview', { name: chosen.name })}
      </h3>
      {preview.is === 'file' ? (
        <FileFacts chosen={chosen} file={preview} />
      ) : (
        <ArchiveFacts archive={preview} />
      )}
      <Would would={preview.would} />
      <div class="row">
        <button
          type="button"
          class="button primary"
          disabled={isBusy.value}
          onClick={() => void importIt(chosen)}
        >
          {say('window.imports.import')}
        </button>
        <button type="button" class="button quiet" onClick={() => leave(chosen)}>
          {say('window.imports.notNow')}
        </button>
      </div>
    </div>
  );
}

function Would({ would }: { would: Imported }) {
  const { inserted, duplicates, conflicts, alreadyImportedAt } = would;
  return (
    <div class="stack tight">
      {alreadyImportedAt !== null && (
        <p class="notice">{say('importing.again', { at: localTime(alreadyImportedAt) })}</p>
      )}
      <p class="would">
        {say('window.imports.would', {
          count: inserted,
          duplicates: wholeText(duplicates),
          conflicts: wholeText(conflicts),
        })}
      </p>
    </div>
  );
}

function ArchiveFacts({ archive }: { archive: ArchivePreview }) {
  const { readings, span } = archive;
  return (
    <dl class="rows figures">
      <Fact name="format">{say('window.imports.archive')}</Fact>
      {span && (
        <Fact name="span">
          {say('window.imports.period', { from: localTime(span.from), to: localTime(span.to) })}
        </Fact>
      )}
      <Fact name="readings">{wholeText(readings)}</Fact>
    </dl>
  );
}

function FileFacts({ chosen, file }: { chosen: Chosen; file: FilePreview }) {
  const { people, devices, format, unit, dateOrder, zone, span, compared, kinds } = file;
  const scans = kinds.scan;
  return (
    <>
      <dl class="rows figures">
        <Fact name="format">{say(`importing.formats.${format}`)}</Fact>
        {people.length > 0 && <Fact name="person">{listText(people.map(nameOf))}</Fact>}
        {devices.length > 0 && <Fact name="device">{listText(devices)}</Fact>}
        {span && (
          <Fact name="span">
            {say('window.imports.period', {
              from: civilTimeInFull(span.from),
              to: civilTimeInFull(span.to),
            })}
          </Fact>
        )}
        <Fact name="rows">{listText(kindTexts(kinds))}</Fact>
        <UnitFact chosen={chosen} unit={unit} />
        {dateOrder && <OrderFact chosen={chosen} order={dateOrder} />}
        {zone && <ZoneFact chosen={chosen} zone={zone} />}
      </dl>
      {compared.rows > 0 && (
        <p>
          {say('importing.compared', {
            count: compared.rows,
            agree: wholeText(compared.agree),
          })}
        </p>
      )}
      {file.inMissingHour > 0 && <p>{say('importing.inMissingHour', { count: file.inMissingHour })}</p>}
      {file.clockSetBack.length > 0 && (
        <p>{say('importing.setBack', { lines: listText(file.clockSetBack.map(wholeText)) })}</p>
      )}
      {file.days && <Days days={file.days} />}
      <Skipped skipped={file.skipped} />
      {scans > 0 && (
        <Choice on={chosen.given.scans} onChange={(isOn) => void answer(chosen, { scans: isOn })}>
          {say('window.imports.scans', { count: scans })}
        </Choice>
      )}
    </>
  );
}

/** `3,012 readings`, `14 scans`, and so on. */
function kindTexts(kinds: FilePreview['kinds']): string[] {
  return ROW_KINDS.filter((kind) => kinds[kind] > 0).map((kind) =>
    say('importing.skip', {
      rows: wholeText(kinds[kind]),
      reason: kind === 'history' ? say('window.imports.history') : say(`importing.skips.${kind}`),
    }),
  );
}

type FactName = 'format' | 'person' | 'device' | 'span' | 'rows' | 'readings' | 'unit' | 'order' | 'zone';

function Fact({ name, children }: { name: FactName; children: ComponentChildren }) {
  return (
    <div>
      <dt>{say(`window.imports.facts.${name}`)}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** What was decided, why, and, where nobody can be sure of it, another choice. */
function Based<T extends string>(props: {
  name: 'unit' | 'order';
  decided: Decided<T>;
  options: readonly T[];
  text: (one: T) => string;
  onChange: (one: T) => void;
}) {
  const { name, decided, options, text, onChange } = props;
  return (
    <Fact name={name}>
      <BasedText text={text(decided.value)} basis={decided.basis} />
      {isOpen(decided) && (
        <select
          class="input"
          aria-label={say(`window.imports.facts.${name}`)}
          value={decided.value}
          onChange={({ currentTarget: { selectedIndex } }) => onChange(options[selectedIndex]!)}
        >
          {options.map((one) => (
            <option key={one} value={one}>
              {text(one)}
            </option>
          ))}
        </select>
      )}
    </Fact>
  );
}

const isOpen = ({ basis }: Decided<unknown>): boolean => basis === 'guessed' || basis === 'given';

function BasedText({ text, basis }: { text: string; basis: Decided<unknown>['basis'] }) {
  return (
    <span class="based">
      {text} <span class="hint">{say(`importing.bases.${basis}`)}</span>
    </span>
  );
}

function UnitFact({ chosen, unit }: { chosen: Chosen; unit: Decided<Unit> }) {
  return (
    <Based
      name="unit"
      decided={unit}
      options={['mmol', 'mgdl']}
      text={unitLabel}
      onChange={(one) => void answer(chosen, { unit: one })}
    />
  );
}

function OrderFact({ chosen, order }: { chosen: Chosen; order: Decided<DateOrder> }) {
  return (
    <Based
      name="order"
      decided={order}
      options={order.value === 'ymd' ? DATE_ORDERS : ['dmy', 'mdy']}
      text={(one) => say(`importing.orders.${one}`)}
      onChange={(dateOrder) => void answer(chosen, { dateOrder })}
    />
  );
}

function ZoneFact({ chosen, zone }: { chosen: Chosen; zone: Decided<string> }) {
  return (
    <Fact name="zone">
      <BasedText text={zone.value} basis={zone.basis} />
      {isOpen(zone) && (
        <ZoneChoice value={zone.value} onChange={(one) => void answer(chosen, { zone: one })} />
      )}
    </Fact>
  );
}

function Skipped({ skipped }: Pick<FilePreview, 'skipped'>) {
  const count = skipped.reduce((sum, { rows }) => sum + rows, 0);
  if (count === 0) return null;
  const lines = (one: FilePreview['skipped'][number]) => {
    const named = listText(one.lines.map(wholeText));
    return one.rows > LINES_NAMED ? say('window.imports.andMore', { lines: named }) : named;
  };
  return (
    <details>
      <summary>{say('window.imports.skipped', { count })}</summary>
      <FigureTable
        title={say('window.imports.skippedTable')}
        headings={[
          say('window.imports.facts.rows'),
          say('window.imports.headings.count'),
          say('window.imports.headings.lines'),
        ]}
        groups={[
          {
            rows: skipped.map((one) => ({
              id: one.reason,
              name: say(`importing.skips.${one.reason}`),
              cells: [wholeText(one.rows), lines(one)],
            })),
          },
        ]}
      />
    </details>
  );
}
