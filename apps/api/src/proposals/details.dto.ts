import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsNotEmpty,
  IsObject,
  IsString,
  MaxLength,
  ValidateNested,
} from 'class-validator';

import type { DecisionDetails, KindName } from '#libs/domain';

const ID_MAX = 200;
/** More titles than any one unit has. */
const ASSIGNMENTS_MAX = 100;

class OneHolderDto {
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) unitId!: string;
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) slotId!: string;
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) personId!: string;
}

class AssignmentDto {
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) slotId!: string;
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) personId!: string;
}

class TransferDto {
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) unitId!: string;

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
