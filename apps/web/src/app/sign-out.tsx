import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';

import { api, bodyOf } from '../api/client.js';
import { isStatus } from '../api/problem.js';
import { sessionQuery } from '../api/queries.js';
import { forgetAllKept, isAnythingKept } from '../parts/fields/kept.js';
import { useAnnounce } from '../parts/page/notice.js';
import { sentenceOf } from '../parts/page/trouble.js';
import { useWords } from '../words/context.js';
import { useAccount } from './account.js';

/** Asks first where something typed would be lost: nothing of it stays on the computer. */
export function SignOut() {
  const words = useWords();
  const { accountId } = useAccount();
  const asking = useRef<HTMLDialogElement>(null);
  const signOut = useSignOut();
  const ask = () => {
    if (isAnythingKept(accountId)) asking.current?.showModal();
    else signOut();
  };
  return (
    <>
      <button type="button" className="plain" onClick={ask}>
        {words.nav.signOut}
      </button>
      <dialog ref={asking} aria-labelledby="sign-out-heading">
        <h2 id="sign-out-heading">{words.signOut.heading}</h2>
        <p>{words.signOut.text}</p>
        <div className="buttons">
          <button type="button" className="secondary" onClick={() => asking.current?.close()}>
            {words.signOut.stay}
          </button>
          <button type="button" className="warning" onClick={signOut}>
            {words.signOut.confirm}
          </button>
        </div>
      </dialog>
    </>
  );
}

/** Ends the session; what had been read is dropped from memory, what was typed from the disk. */
function useSignOut(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const words = useWords();
  const { accountId } = useAccount();
  const signOut = async () => {
    try {
      await bodyOf(api.DELETE('/session'));
    } catch (error) {
      if (!isStatus(error, 401)) {
        announce(sentenceOf(error, words));
        return;
      }
    }
    forgetAllKept(accountId);
    queries.setQueryData(sessionQuery.queryKey, null);
    await navigate({ to: '/dang-nhap' });
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  };
  return () => void signOut();
}
