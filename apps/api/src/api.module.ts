import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE, Reflector } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';

import { AggregateReader } from '#libs/aggregates';
import {
  AskErasureHandler,
  AskPersonHandler,
  AskProposalHandler,
  CaseQuestionHandler,
  CasesQuestionHandler,
  CLOCK,
  DecisionContext,
  DiffQuestionHandler,
  ErasuresQuestionHandler,
  PositionsHeldHandler,
  Executor,
  InboxQuestionHandler,
  PeopleQuestionHandler,
  ReplayQuestionHandler,
  SetUp,
  TitleMapQuestionHandler,
  UnitQuestionHandler,
} from '#libs/application';
import { Auditor } from '#libs/audit';
import { SubjectKeys } from '#libs/privacy';
import { ReadModels } from '#libs/read-models';
import { Seals } from '#libs/seals';
import { Sessions, SignInGuard } from '#libs/sessions';

import { AccessGuard } from './edge/access.guard.js';
import { fieldValidation } from './edge/fields.js';
import { MinPositionInterceptor } from './edge/min-position.interceptor.js';
import { NoStoreInterceptor } from './edge/no-store.interceptor.js';
import { ProblemFilter, type ReportError } from './edge/problem.filter.js';
import { WritableGuard } from './edge/writable.guard.js';
import { ErasuresController } from './erasures/erasures.controller.js';
import { HealthController } from './health/health.controller.js';
import { AuditController } from './operator/audit.controller.js';
import { BackupsController } from './operator/backups.controller.js';
import { ExportController } from './operator/export.controller.js';
import { OperatorController } from './operator/operator.controller.js';
import { SealsController } from './operator/seals.controller.js';
import { Worlds } from './operator/worlds.js';
import { PeopleCommandsController } from './people/people-commands.controller.js';
import { PeopleController } from './people/people.controller.js';
import { ProposalCommandsController } from './proposals/proposal-commands.controller.js';
import { ProposalsController } from './proposals/proposals.controller.js';
import { ReceiptsController } from './proposals/receipts.controller.js';
import { Backups } from './service/backups.js';
import { LogExports } from './service/log-exports.js';
import type { Core } from './service/core.js';
import { SealKeeping } from './service/seal-keeping.js';
import { Warnings } from './service/warnings.js';
import { WriteTrouble } from './service/write-trouble.js';
import { DemonstrationPolicy } from './session/demonstration-policy.js';
import { SessionController } from './session/session.controller.js';
import { StreamController } from './stream/stream.controller.js';
import { UnitsController } from './units/units.controller.js';

export interface ApiParts {
  readonly core: Core;
  readonly worlds: Worlds;
  readonly demonstration: DemonstrationPolicy;
  readonly operatorToken: string;
  readonly report: ReportError;
}

@Module({})
export class ApiModule {
  static with(parts: ApiParts): DynamicModule {
    return {
      module: ApiModule,
      imports: [CqrsModule.forRoot()],
      controllers: [
        AuditController,
        ErasuresController,
        BackupsController,
        ExportController,
        HealthController,
        OperatorController,
        PeopleCommandsController,
        PeopleController,
        ProposalCommandsController,
        ProposalsController,
        ReceiptsController,
        SealsController,
        SessionController,
        StreamController,
        UnitsController,
      ],
      providers: [...shared(parts), ...handlers, ...edge(parts)],
    };
  }
}

function shared({ core, worlds, demonstration }: ApiParts): Provider[] {
  return [
    { provide: AggregateReader, useValue: core.reader },
    { provide: Auditor, useValue: core.auditor },
    { provide: CLOCK, useValue: core.clock },
    { provide: DecisionContext, useValue: core.context },
    { provide: Executor, useValue: core.executor },
    { provide: ReadModels, useValue: core.readModels },
    { provide: SubjectKeys, useValue: core.keys },
    { provide: Seals, useValue: core.seals },
    { provide: Backups, useValue: core.backups },
    { provide: LogExports, useValue: core.exports },
    { provide: SealKeeping, useValue: core.sealKeeping },
    { provide: Sessions, useValue: core.sessions },
    { provide: SetUp, useValue: core.setUp },
    { provide: SignInGuard, useValue: new SignInGuard() },
    { provide: Warnings, useValue: core.warnings },
    { provide: Worlds, useValue: worlds },
    { provide: WriteTrouble, useValue: core.writeTrouble },
    { provide: DemonstrationPolicy, useValue: demonstration },
  ];
}

/** The command and query handlers of the bus; each is made by Nest from the parts above. */
const handlers: Provider[] = [
  AskErasureHandler,
  AskPersonHandler,
  AskProposalHandler,
  CaseQuestionHandler,
  CasesQuestionHandler,
  DiffQuestionHandler,
  ErasuresQuestionHandler,
  PositionsHeldHandler,
  InboxQuestionHandler,
  PeopleQuestionHandler,
  ReplayQuestionHandler,
  TitleMapQuestionHandler,
  UnitQuestionHandler,
];

function edge({ core, demonstration, operatorToken, report }: ApiParts): Provider[] {
  const { sessions, reader } = core;
  const parts = { sessions, reader, demonstration, operatorToken };
  const guard = new AccessGuard(new Reflector(), parts);
  return [
    { provide: APP_GUARD, useValue: guard },
    { provide: APP_GUARD, useValue: new WritableGuard(core) },
    { provide: APP_PIPE, useValue: fieldValidation() },
    { provide: APP_INTERCEPTOR, useValue: new NoStoreInterceptor() },
    { provide: APP_INTERCEPTOR, useValue: new MinPositionInterceptor(core.readModels) },
    { provide: APP_FILTER, useValue: new ProblemFilter(report, core.writeTrouble, core.damage) },
  ];
}
