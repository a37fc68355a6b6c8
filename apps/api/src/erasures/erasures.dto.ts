import { Type } from 'class-transformer';
import { IsIn, IsNotEmpty, IsObject, IsString, MaxLength, ValidateNested } from 'class-validator';

import { erasureGrounds, type ErasureGround, type ErasureSubjectKind } from '#libs/domain';

const ID_MAX = 200;
const REFERENCE_MAX = 60;
const KINDS = ['person', 'case'] satisfies ErasureSubjectKind[];

class ErasureBasisDto {
  /** Why the data may go. */
  @IsIn(erasureGrounds) ground!: ErasureGround;
  /** Number and symbol of the paper it rests on, such as `12/QĐ-UBND`; never a story. */
  @IsString() @IsNotEmpty() @MaxLength(REFERENCE_MAX) reference!: string;
}

export class ProposeErasureDto {
  @IsIn(KINDS) kind!: ErasureSubjectKind;
  @IsString() @IsNotEmpty() @MaxLength(ID_MAX) subjectId!: string;
  @IsObject() @ValidateNested() @Type(() => ErasureBasisDto) basis!: ErasureBasisDto;
}

/** It says nothing but that it is so. */
export class AnswerErasureDto {}

export class PlaceLegalHoldDto {
  @IsIn(KINDS) kind!: ErasureSubjectKind;
  @IsString() @IsNotEmpty() @MaxLength(REFERENCE_MAX) reference!: string;
}
