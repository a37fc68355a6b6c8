import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';

import type { Unit } from '../api/contract.js';
import { titleMapQuery, unitQuery } from '../api/queries.js';
import { officerOf, useAccount } from '../app/account.js';
import { AsOf } from '../parts/titles/as-of.js';
import { Heading } from '../parts/page/heading.js';
import { Loaded } from '../parts/page/loaded.js';
import { TitleMapView } from '../parts/titles/title-map.js';
import { useWords } from '../words/context.js';

const route = getRouteApi('/signed-in/don-vi/$unitId');

export function UnitPage() {
  const words = useWords();
  const { unitId } = route.useParams();
  const unit = useQuery(unitQuery(unitId));
  return (
    <Loaded query={unit} heading={words.nav.titleMap}>
      {(found) =>
        found.level === 'commune' || found.level === 'hamlet' ? (
          <TitleMapPage key={unitId} unit={found} />
        ) : (
          <UnitsBelow key={unitId} unit={found} />
        )
      }
    </Loaded>
  );
}

function TitleMapPage({ unit }: { readonly unit: Unit }) {
  const words = useWords();
  const { tai } = route.useSearch();
  const map = useQuery(titleMapQuery(unit.unitId, tai));
  return (
    <>
      <UpLink unit={unit} />
      <Heading>{words.map.heading(unit.name)}</Heading>
      <AsOf unitId={unit.unitId} shown={tai} />
      <Loaded query={map}>{(found) => <TitleMapView map={found} asOf={tai} />}</Loaded>
    </>
  );
}

/** Above the commune there are no titles here, only the way down. */
function UnitsBelow({ unit }: { readonly unit: Unit }) {
  const words = useWords();
  return (
    <>
      <UpLink unit={unit} />
      <Heading>{unit.name}</Heading>
      <h2>{words.map.units}</h2>
      {unit.children.length === 0 ? <p className="empty">{words.map.noUnits}</p> : null}
      <ul className="links">
        {unit.children.map(({ unitId, name }) => (
          <li key={unitId}>
            <Link to="/don-vi/$unitId" params={{ unitId }}>
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

/** A commune's officer sees the commune and its hamlets, nothing above. */
function UpLink({ unit }: { readonly unit: Unit }) {
  const words = useWords();
  const { tai } = route.useSearch();
  const account = useAccount();
  const isOutermost = unit.parentId === null || officerOf(account, unit.unitId) !== null;
  const parent = useQuery({ ...unitQuery(unit.parentId ?? ''), enabled: !isOutermost });
  if (!parent.data) return null;
  const { unitId, name } = parent.data;
  return (
    <p className="back">
      <Link to="/don-vi/$unitId" params={{ unitId }} search={tai ? { tai } : {}}>
        {words.map.upTo(name)}
      </Link>
    </p>
  );
}
