import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

import { For } from '../edge/access.guard.js';
import { SealKeeping } from '../service/seal-keeping.js';

const VKEY_MAX = 500;

class RetireKeyDto {
  @IsString() @IsNotEmpty() @MaxLength(VKEY_MAX) vkey!: string;
}

/** What the operator does about the seals of the log. */
@Controller('operator')
export class SealsController {
  constructor(private readonly keeping: SealKeeping) {}

  @Get('seal-keys')
  @For('operator')
  async keys() {
    return { keys: await this.keeping.keys() };
  }

  @Post('seal-keys')
  @For('operator')
  async rotate() {
    return { keys: await this.keeping.rotate() };
  }

  @Post('retired-seal-keys')
  @HttpCode(200)
  @For('operator')
  async retire(@Body() { vkey }: RetireKeyDto) {
    return { keys: await this.keeping.retire(vkey) };
  }

  /** Goes on with a log that was truly restored, under a new name. */
  @Post('accepted-restores')
  @For('operator')
  async acceptRestore() {
    return this.keeping.acceptRestore();
  }
}
