import type { Figures, TitleMap } from '../../api/contract.js';
import { useWords } from '../../words/context.js';
import { shownDay } from '../shown/days.js';
import { HamletTable } from './hamlet-table.js';
import { Name } from '../shown/name.js';
import { shownMoney, shownNumber } from '../shown/numbers.js';
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
      {map.whole === null ? null : <p className="lead">{words.whole}</p>}
      <FiguresList figures={map.whole ?? map} max={map.partTimeMax} />
      {isToday ? <UnitActions map={map} /> : null}
      {map.level === 'commune' ? (
        <section>
          <h2>{words.hamlets}</h2>
          <HamletTable hamlets={map.hamlets} asOf={asOf} />
        </section>
      ) : null}
      <section>
        <h2>{map.level === 'commune' ? words.ownTitles : words.titles}</h2>
        {map.whole === null ? null : <FiguresList figures={map} max={map.partTimeMax} />}
        <TitleTable map={map} isToday={isToday} />
      </section>
      <WithoutSlot map={map} />
    </>
  );
}

interface FiguresListProps {
  readonly figures: Figures;
  readonly max: number | null;
}

function FiguresList({ figures, max }: FiguresListProps) {
  const words = useWords().map;
  const heads = figures.partTimeOfficers;
  const isOver = max !== null && heads > max;
  const shown = [
    {
      label: max === null ? words.headsLong : `${words.headsLong} (${words.headsOfMax})`,
      value: max === null ? shownNumber(heads) : `${heads} / ${max}`,
    },
    { label: words.slots, value: shownNumber(figures.slots) },
    { label: words.vacancies, value: shownNumber(figures.vacancies) },
    { label: words.concurrentHoldings, value: shownNumber(figures.concurrentHoldings) },
    { label: words.allowance, value: shownMoney(figures.allowance) },
  ];
  return (
    <>
      <dl className="figures">
        {shown.map(({ label, value }) => (
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
