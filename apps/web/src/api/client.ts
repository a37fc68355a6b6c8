import createClient from 'openapi-fetch';

import { currentLanguage } from '../words/language.js';
import type { paths } from './paths.js';
import { problemOf, unreachable } from './problem.js';

export const api = createClient<paths>({ baseUrl: '/api/v1' });

api.use({
  onRequest({ request }) {
    request.headers.set('Accept-Language', currentLanguage());
    return request;
  },
});

interface Sent<Body> {
  data?: Body;
  error?: unknown;
  response: Response;
}

/** The body of a good answer; throws `ProblemError` otherwise. */
export async function bodyOf<Body>(request: Promise<Sent<Body>>): Promise<Body> {
  const { data, error, response } = await request.catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw problemOf(error, response.status);
  return data as Body;
}
