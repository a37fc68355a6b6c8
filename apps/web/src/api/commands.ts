import { useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';

import { api, bodyOf } from './client.js';
import type { AnswerBody, Content, DecisionBody, LegalDay, Written } from './contract.js';
import { Intent } from './intent.js';
import { raisePosition } from './position.js';
import { isPassing, isReadOnly, isStatus } from './problem.js';
import { readOnlyQuery } from './readiness.js';

/** Which state of the case the person was looking at. */
export interface CaseRef {
  readonly proposalId: string;
  readonly revision: number;
}

type Send<Body, Answer> = (body: Body, key: string) => Promise<Answer>;

const RETRIES_MAX = 2;

/** Sends a command under one key per intended act; afterwards everything is read anew. */
export function useCommand<Body, Answer extends Written>(send: Send<Body, Answer>) {
  const queries = useQueryClient();
  const [intent] = useState(() => new Intent());
  return useMutation({
    mutationFn: (body: Body) => send(body, intent.keyFor(body)),
    networkMode: 'always',
    retry: (failures, error) => failures < RETRIES_MAX && isPassing(error),
    onSuccess: async (answer) => {
      intent.fulfilled();
      raisePosition(answer.position);
      await queries.invalidateQueries();
    },
    onError: async (error) => {
      if (isStatus(error, 404, 409, 412)) await queries.invalidateQueries();
      // What can be read still stands; only that nothing is taken is new.
      if (isReadOnly(error)) await queries.invalidateQueries({ queryKey: readOnlyQuery.queryKey });
    },
  });
}

/** Whether a command that got no answer is waiting to be sent again. */
export function useResending(): boolean {
  const failures = useMutationState({
    filters: { status: 'pending' },
    select: ({ state }) => state.failureCount,
  });
  return failures.some((count) => count > 0);
}

export interface NewDraft extends Content, LegalDay {
  readonly communeId: string;
}

export const draft: Send<NewDraft, Written & { proposalId: string }> = (body, key) =>
  bodyOf(api.POST('/proposals', { params: { header: headers(key), path: {} }, body }));

export const registerPerson: Send<
  { communeId: string; name: string },
  Written & { personId: string }
> = (body, key) =>
  bodyOf(api.POST('/people', { params: { header: headers(key), path: {} }, body }));

export type OfCase<Body> = Body & { readonly ref: CaseRef };

export const revise: Send<OfCase<Content & LegalDay>, Written> = ({ ref, ...body }, key) =>
  bodyOf(api.PUT('/proposals/{proposalId}/content', { params: paramsOf(ref, key), body }));

export const submit: Send<OfCase<LegalDay>, Written> = ({ ref, ...body }, key) =>
  bodyOf(api.POST('/proposals/{proposalId}/submission', { params: paramsOf(ref, key), body }));

export const withdraw: Send<OfCase<LegalDay>, Written> = ({ ref, ...body }, key) =>
  bodyOf(api.POST('/proposals/{proposalId}/withdrawal', { params: paramsOf(ref, key), body }));

export const answerStep: Send<OfCase<AnswerBody>, Written> = ({ ref, ...body }, key) =>
  bodyOf(api.POST('/proposals/{proposalId}/answers', { params: paramsOf(ref, key), body }));

export const issueDecision: Send<OfCase<DecisionBody>, Written> = ({ ref, ...body }, key) =>
  bodyOf(api.POST('/proposals/{proposalId}/decision', { params: paramsOf(ref, key), body }));

function headers(key: string) {
  return { 'Idempotency-Key': key };
}

function paramsOf({ proposalId, revision }: CaseRef, key: string) {
  return { path: { proposalId }, header: { ...headers(key), 'If-Match': `"${revision}"` } };
}
