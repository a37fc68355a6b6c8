import { Body, Controller, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';

import { AskPerson, derivedId } from '#libs/application';
import type { Actor } from '#libs/domain';

import { Asking, For } from '../edge/access.guard.js';
import { CommandId } from '../edge/command-headers.js';

const WORD_MAX = 100;

class RegisterPersonDto {
  @IsString() @IsNotEmpty() @MaxLength(WORD_MAX) communeId!: string;
  @IsString() @IsNotEmpty() @MaxLength(WORD_MAX) name!: string;
}

@Controller('people')
export class PeopleCommandsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @For('account')
  async register(
    @Body() { communeId, name }: RegisterPersonDto,
    @CommandId() commandId: string,
    @Asking() actor: Actor,
  ) {
    const personId = derivedId(commandId, 'person');
    const request = {
      commandId,
      body: { communeId, name },
      actor,
      expectedRevision: null,
      correlationId: personId,
      causationId: null,
    };
    const answer = await this.commands.execute(new AskPerson(personId, communeId, name, request));
    return { personId, ...answer };
  }
}
