import { Outlet } from '@tanstack/react-router';

import { useLiveUpdates } from '../api/live.js';
import { ReadOnlyBanner } from '../parts/page/read-only.js';
import { useWords } from '../words/context.js';
import { useAccount } from './account.js';
import { Header } from './header.js';

/** What surrounds every page of somebody who is signed in. */
export function Shell() {
  const words = useWords();
  const account = useAccount();
  const connected = useLiveUpdates();
  return (
    <>
      <a className="skip" href="#main">
        {words.skip}
      </a>
      <Header account={account} />
      <ReadOnlyBanner />
      <div role="status" className="connection">
        {connected ? null : <p>{words.offline}</p>}
      </div>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}
