import { Controller, HttpCode, Param, Put } from '@nestjs/common';

import { loadWorld, SetUp } from '#libs/application';
import { Sessions } from '#libs/sessions';

import { For } from '../edge/access.guard.js';
import { EdgeProblem } from '../edge/problem.js';
import { DemonstrationPolicy } from '../session/demonstration-policy.js';
import { Worlds } from './worlds.js';

/** What the command line asks of a running service, with the credential of the data directory. */
@Controller('operator')
export class OperatorController {
  constructor(
    private readonly setUp: SetUp,
    private readonly sessions: Sessions,
    private readonly worlds: Worlds,
    private readonly demonstration: DemonstrationPolicy,
  ) {}

  @Put('worlds/:worldId')
  @HttpCode(204)
  @For('operator')
  async load(@Param('worldId') worldId: string): Promise<void> {
    if (!this.demonstration.isTrial) throw notInProduction();
    await loadWorld(this.worlds.byId(worldId), this.setUp, this.sessions);
  }
}

function notInProduction(): EdgeProblem {
  return new EdgeProblem(403, 'demonstration-only', {
    vi: 'Dữ liệu minh họa chỉ nạp được khi chạy thử trên máy này, không nạp vào hệ thống thật.',
    en: 'Sample data can be loaded in a trial on this machine only, never in production.',
  });
}
