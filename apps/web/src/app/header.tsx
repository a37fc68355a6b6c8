import { Link } from '@tanstack/react-router';

import type { Account } from '../api/contract.js';
import { LanguageSwitch } from '../parts/page/language-switch.js';
import { useName } from '../parts/shown/name.js';
import { useWords } from '../words/context.js';
import { SignOut } from './sign-out.js';

export function Header({ account }: { readonly account: Account }) {
  const words = useWords();
  const nameOf = useName();
  const unitId = account.roles.find(({ role }) => role !== 'operator')?.unitId;
  const role = account.roles[0];
  return (
    <header>
      <div className="site">
        <div className="width">
          <Link to="/" className="product">
            {words.product}
          </Link>
          <nav aria-label={words.nav.label}>
            <Link to="/" activeOptions={{ exact: true }}>
              {words.nav.inbox}
            </Link>
            {unitId ? (
              <Link to="/don-vi/$unitId" params={{ unitId }}>
                {words.nav.titleMap}
              </Link>
            ) : null}
          </nav>
          <div className="account">
            <p>
              <span className="unseen">{words.nav.account('')}</span>
              {nameOf(account.displayName)}
              {role ? (
                <span className="role">
                  {[role.label, role.unitName].filter(Boolean).join(', ')}
                </span>
              ) : null}
            </p>
            <LanguageSwitch />
            <SignOut />
          </div>
        </div>
      </div>
      {account.demonstration ? <p className="demonstration">{words.demonstration}</p> : null}
    </header>
  );
}
