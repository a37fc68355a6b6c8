import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsNotEmpty,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';

import type { DecisionDetails, KindName } from '#libs/domain';

const ID_MAX = 200;
/** Ids stand in the log in clear: a name, with its spaces and tone marks, is none. */
const ID = /^[A-Za-z0-9._-]+$/;
/** More titles than any one unit has. */
const ASSIGNMENTS_MAX = 100;

class OneHolderDto {
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) @Matches(ID) unitId!: string;
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) @Matches(ID) slotId!: string;
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) @Matches(ID) personId!: string;
}

class AssignmentDto {
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) @Matches(ID) slotId!: string;
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) @Matches(ID) personId!: string;
}

class TransferDto {
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) @Matches(ID) unitId!: string;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(ASSIGNMENTS_MAX)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => AssignmentDto)
  assignments!: AssignmentDto[];
}

type DetailsDto<Kind extends KindName> = new () => DecisionDetails[Kind];

/** What the details of each kind look like when they come in; a new kind is a line here. */
export const detailsDtos = {
  appointment: OneHolderDto,
  'concurrent-assignment': TransferDto,
  'title-consolidation': TransferDto,
  relief: OneHolderDto,
} satisfies { readonly [Kind in KindName]: DetailsDto<Kind> };
