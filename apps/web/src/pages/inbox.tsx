import { Link } from '@tanstack/react-router';

import { communesOf, useAccount } from '../app/account.js';
import type { Account, RoleName } from '../api/contract.js';
import { CaseList } from '../parts/cases/case-list.js';
import { Heading } from '../parts/page/heading.js';
import { useWords, type Words } from '../words/context.js';

export function InboxPage() {
  const words = useWords();
  const account = useAccount();
  return (
    <>
      <Heading>{words.cases.inbox}</Heading>
      {communesOf(account).length === 0 ? null : (
        <Link to="/to-trinh/moi" className="button">
          {words.cases.newCase}
        </Link>
      )}
      <section>
        <h2>{words.cases.waiting}</h2>
        <CaseList
          list="/inbox"
          caption={words.cases.waiting}
          whenEmpty={whyEmpty(account, words)}
        />
      </section>
      <section>
        <h2>{words.cases.followed}</h2>
        <CaseList
          list="/proposals"
          caption={words.cases.followed}
          whenEmpty={words.cases.emptyFollowed}
        />
      </section>
    </>
  );
}

function whyEmpty(account: Account, { cases }: Words): string {
  if (communesOf(account).length > 0) return cases.emptyInboxCommune;
  const has = (name: RoleName) => account.roles.some(({ role }) => role === name);
  if (has('organisation-commission') || has('standing-committee')) return cases.emptyInboxBody;
  return has('data-protection-officer') ? cases.emptyInboxProtection : cases.emptyInboxReader;
}
