import type { TitleMap } from '../api/contract.js';
import { useWords } from '../words/context.js';
import { shownDay } from './days.js';
import { HamletTable } from './hamlet-table.js';
import { Name } from './name.js';
import { shownMoney, shownNumber } from './numbers.js';
import { TitleTable } from './title-table.js';
import { UnitActions } from './unit-actions.js';

interface TitleMapViewProps {
  readonly map: TitleMap;
  /** The past day that is shown, when it is not today: nothing can be started from there. */
  readonly asOf: string | undefined;
}

export function TitleMapView({ map, asOf }: TitleMapViewProps) {
  const words = useWords().map;
  const isToday = asOf === undefined;
  return (
    <>
      <Figures map={map} />
      {isToday ? <UnitActions map={map} /> : null}
      {map.level === 'commune' ? (
        <section>
          <h2>{words.hamlets}</h2>
          <HamletTable hamlets={map.hamlets} asOf={asOf} />
        </section>
      ) : null}
      <section>
        <h2>{map.level === 'commune' ? words.ownTitles : words.titles}</h2>
        <TitleTable map={map} isToday={isToday} />
      </section>
      <WithoutSlot map={map} />
    </>
  );
}

function Figures({ map }: { readonly map: TitleMap }) {
  const words = useWords().map;
  const { partTimeOfficers: heads, partTimeMax: max } = map;
  const isOver = max !== null && heads > max;
  const figures = [
    {
      label: `${words.headsLong}${max === null ? '' : ` (${words.headsOfMax})`}`,
      value: max === null ? shownNumber(heads) : `${heads} / ${max}`,
    },
    { label: words.slots, value: shownNumber(map.slots) },
    { label: words.vacancies, value: shownNumber(map.vacancies) },
    { label: words.concurrentHoldings, value: shownNumber(map.concurrentHoldings) },
    { label: words.allowance, value: shownMoney(map.allowance) },
  ];
  return (
    <>
      <dl className="figures">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {isOver ? <p className="warning">{words.overMax(heads, max)}</p> : null}
    </>
  );
}

function WithoutSlot({ map }: { readonly map: TitleMap }) {
  const words = useWords().map;
  if (map.withoutSlot.length === 0) return null;
  return (
    <section>
      <h2>{words.withoutSlot}</h2>
      <ul>
        {map.withoutSlot.map(({ personId, name, until }) => (
          <li key={personId}>
            <Name of={name} />
            {until === null ? null : ` (${words.until(shownDay(until))})`}
          </li>
        ))}
      </ul>
    </section>
  );
}
