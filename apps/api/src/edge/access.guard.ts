import { timingSafeEqual } from 'node:crypto';

import {
  createParamDecorator,
  SetMetadata,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { Reflector } from '@nestjs/core';
import { parse as parseCookies } from 'cookie';
import type { Request } from 'express';

import type { AggregateReader } from '#libs/aggregates';
import { operatorActor } from '#libs/application';
import { account, type Account, type Actor } from '#libs/domain';
import type { Sessions } from '#libs/sessions';

import type { DemonstrationPolicy } from '../session/demonstration-policy.js';
import { EdgeProblem, notSignedIn } from './problem.js';

/** Who may call a method at all; what they may do with it is the domain's `can`. */
export type Access = 'anyone' | 'account' | 'operator';

const ACCESS = 'access';
export const SESSION_COOKIE = 'totrinh_session';

/** Stands on every method: one without it answers nobody. */
export const For = (access: Access) => SetMetadata(ACCESS, access);

interface Known {
  actor?: Actor;
  account?: Account;
}

/** Who is asking, as the session says. */
export const Asking = createParamDecorator((_data: unknown, context: ExecutionContext): Actor => {
  const actor = askerOf(context);
  if (!actor) throw notSignedIn();
  return actor;
});

/** `null` where nobody in particular asks. */
export function askerOf(context: ExecutionContext): Actor | null {
  return context.switchToHttp().getRequest<Known>().actor ?? null;
}

/** The account that is signed in. */
export const SignedIn = createParamDecorator(
  (_data: unknown, context: ExecutionContext): Account => {
    const { account: signedIn } = context.switchToHttp().getRequest<Known>();
    if (!signedIn) throw notSignedIn();
    return signedIn;
  },
);

export function sessionToken(request: Pick<Request, 'headers'>): string | null {
  return parseCookies(request.headers.cookie ?? '')[SESSION_COOKIE] ?? null;
}

export interface AccessParts {
  readonly sessions: Sessions;
  readonly reader: AggregateReader;
  readonly demonstration: DemonstrationPolicy;
  readonly operatorToken: string;
}

/** Finds out who asks, from session cookie or operator credential, and denies by default. */
export class AccessGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly parts: AccessParts,
  ) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const access = this.reflector.get<Access | undefined>(ACCESS, context.getHandler());
    const request = context.switchToHttp().getRequest<Request & Known>();
    requireSameOrigin(request);
    if (access === 'anyone') return true;
    if (this.#isOperator(request)) request.actor = operatorActor;
    else if (access === 'account') await this.#recognise(request);
    if (access === 'account' && request.actor) return true;
    if (access === 'operator' && request.actor) return true;
    throw notSignedIn();
  }

  #isOperator({ headers }: Request): boolean {
    const expected = Buffer.from(`Bearer ${this.parts.operatorToken}`);
    const given = Buffer.from(headers.authorization ?? '');
    return given.length === expected.length && timingSafeEqual(given, expected);
  }

  async #recognise(request: Request & Known): Promise<void> {
    const token = sessionToken(request);
    const { sessions, reader, demonstration } = this.parts;
    const accountId = token === null ? null : sessions.accountOf(token);
    if (accountId === null) return;
    const { state } = await reader.fold(account, accountId);
    // A session outlives the service that opened it, which may have been a trial.
    if (!state || !demonstration.admits(state)) return;
    request.account = state;
    request.actor = { accountId, personId: state.personId, roles: state.roles };
  }
}

/** A page of another site must not make a browser act for whoever is signed in here. */
function requireSameOrigin({ method, headers }: Request): void {
  if (method === 'GET' || method === 'HEAD') return;
  const site = headers['sec-fetch-site'];
  const { origin, host } = headers;
  const isForeign =
    (site !== undefined && site !== 'same-origin' && site !== 'none') ||
    (origin !== undefined && originHost(origin) !== host);
  if (isForeign)
    throw new EdgeProblem(403, 'same-origin', {
      vi: 'Yêu cầu đến từ trang khác nên bị từ chối.',
      en: 'The request comes from another site and is refused.',
    });
}

function originHost(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}
