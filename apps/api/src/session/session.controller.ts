import { Body, Controller, Delete, Get, HttpCode, Post, Req, Res } from '@nestjs/common';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import type { Request, Response } from 'express';

import { AggregateReader } from '#libs/aggregates';
import { account as accounts, opened, type Account } from '#libs/domain';
import { ReadModels } from '#libs/read-models';
import { Sessions, SignInGuard } from '#libs/sessions';

import { For, SESSION_COOKIE, sessionToken, SignedIn } from '../edge/access.guard.js';
import { InLanguage } from '../edge/language.js';
import { EdgeProblem } from '../edge/problem.js';
import { unitBeside } from '../words/committee.js';
import { roleWords, type Language } from '../words/words.js';
import { DemonstrationPolicy } from './demonstration-policy.js';

const NAME_MAX = 100;
const PASSWORD_MAX = 200;

class SignInDto {
  @IsString() @IsNotEmpty() @MaxLength(NAME_MAX) username!: string;
  @IsString() @IsNotEmpty() @MaxLength(PASSWORD_MAX) password!: string;
}

@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: Sessions,
    private readonly guard: SignInGuard,
    private readonly reader: AggregateReader,
    private readonly readModels: ReadModels,
    private readonly demonstration: DemonstrationPolicy,
  ) {}

  @Post()
  @HttpCode(200)
  @For('anyone')
  async signIn(
    @Body() { username, password }: SignInDto,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
    @InLanguage() language: Language,
  ) {
    const keys = [`name ${username.toLowerCase()}`, `address ${request.ip ?? ''}`];
    requirePatience(this.guard.waitMs(...keys));
    // Failed until it is known otherwise: guesses that come at once count at once.
    this.guard.failed(...keys);
    const accountId = await this.sessions.verify(username, password);
    const account = accountId === null ? null : await this.#admitted(accountId);
    if (!account) throw wrongPassword();
    this.guard.succeeded(...keys);
    this.#endSession(request);
    response.cookie(SESSION_COOKIE, this.sessions.open(account.accountId), {
      httpOnly: true,
      sameSite: 'strict',
      secure: request.secure || isOverTls(request),
      path: '/',
    });
    return this.#view(account, language);
  }

  @Get()
  @For('account')
  who(@SignedIn() account: Account, @InLanguage() language: Language) {
    return this.#view(account, language);
  }

  @Delete()
  @HttpCode(204)
  @For('anyone')
  signOut(@Req() request: Request, @Res({ passthrough: true }) response: Response): void {
    this.#endSession(request);
    response.clearCookie(SESSION_COOKIE, { path: '/' });
  }

  #endSession(request: Request): void {
    const token = sessionToken(request);
    if (token !== null) this.sessions.close(token);
  }

  async #admitted(accountId: string): Promise<Account | null> {
    const { state } = await this.reader.fold(accounts, accountId);
    return state && this.demonstration.admits(state) ? state : null;
  }

  #view({ accountId, username, displayName, demonstration, roles }: Account, language: Language) {
    const names = this.readModels.units.names(roles.map(({ unitId }) => unitId));
    return {
      accountId,
      username,
      displayName: opened(displayName),
      demonstration,
      roles: roles.map(({ role, unitId }) => ({
        role,
        label: roleWords[role][language],
        unitId,
        unitName: unitBeside(role, names.get(unitId) ?? null, language),
      })),
    };
  }
}

/** Where TLS ends before us, the browser still says under which address it shows the page. */
function isOverTls({ headers: { origin } }: Request): boolean {
  return origin?.startsWith('https://') ?? false;
}

function requirePatience(waitMs: number): void {
  if (waitMs === 0) return;
  const seconds = Math.ceil(waitMs / 1000);
  const sentence = {
    vi: `Đăng nhập sai nhiều lần. Hãy thử lại sau ${seconds} giây.`,
    en: `Too many failed attempts. Try again in ${seconds} seconds.`,
  };
  throw new EdgeProblem(429, 'sign-in-patience', sentence, [], { 'Retry-After': String(seconds) });
}

function wrongPassword(): EdgeProblem {
  return new EdgeProblem(401, 'sign-in', {
    vi: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    en: 'The user name or the password is wrong.',
  });
}
