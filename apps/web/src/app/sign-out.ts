import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { api, bodyOf } from '../api/client.js';
import { isStatus } from '../api/problem.js';
import { sessionQuery } from '../api/queries.js';
import { useAnnounce } from '../parts/page/notice.js';
import { sentenceOf } from '../parts/page/trouble.js';
import { useWords } from '../words/context.js';

/** Ends the session; what had been read is dropped from memory. */
export function useSignOut(): () => void {
  const queries = useQueryClient();
  const navigate = useNavigate();
  const announce = useAnnounce();
  const words = useWords();
  const signOut = async () => {
    try {
      await bodyOf(api.DELETE('/session'));
    } catch (error) {
      if (!isStatus(error, 401)) {
        announce(sentenceOf(error, words));
        return;
      }
    }
    queries.setQueryData(sessionQuery.queryKey, null);
    await navigate({ to: '/dang-nhap' });
    queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  };
  return () => void signOut();
}
