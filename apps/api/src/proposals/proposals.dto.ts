import { plainToInstance, Transform, Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';

import {
  kindNames,
  type Answer,
  type DecisionSubject,
  type KindName,
  type PlainDate,
  type SigningCapacity,
} from '#libs/domain';

import { IsDay } from '../edge/fields.js';
import { detailsDtos } from './details.dto.js';

const TEXT_MAX = 4_000;
const WORD_MAX = 100;
const COUNT_MAX = 1_000;
/** Numbers and symbols of papers stand in the log in clear: no words, and so no names. */
const NUMBER = /^\d{1,6}[a-zđ]?(?:[/-][\p{Lu}0-9.]{1,12}){0,4}$/u;
const SYMBOL = /^\p{Lu}{1,6}(?:[/-][\p{Lu}0-9.]{1,12}){0,4}$/u;

/** Every act may name its legal day; left out, it is today. */
class ActDto {
  @IsOptional() @IsDay() on?: PlainDate;
}

class ContentDto extends ActDto {
  @IsIn(kindNames) kind!: KindName;

  @IsObject()
  @ValidateNested()
  @Transform(({ value, obj }: { value: unknown; obj: { kind?: unknown } }) =>
    asDetails(obj.kind, value),
  )
  details!: DecisionSubject['details'];

  @IsDay() takesEffectOn!: PlainDate;
  @IsString() @MaxLength(TEXT_MAX) justification!: string;
}

export class DraftProposalDto extends ContentDto {
  @IsString() @IsNotEmpty() @MaxLength(WORD_MAX) communeId!: string;
}

export class ReviseProposalDto extends ContentDto {}

export class SubmitProposalDto extends ActDto {}

export class WithdrawProposalDto extends ActDto {}

class MinutesDto {
  @IsString() @IsNotEmpty() @MaxLength(WORD_MAX) @Matches(NUMBER) number!: string;
  @IsDay() heldOn!: PlainDate;
  @IsInt() @Min(1) @Max(COUNT_MAX) summoned!: number;
  @IsInt() @Min(0) @Max(COUNT_MAX) present!: number;
  @IsInt() @Min(0) @Max(COUNT_MAX) inFavour!: number;
  @IsInt() @Min(0) @Max(COUNT_MAX) against!: number;
}

export class AnswerStepDto extends ActDto {
  @IsString() @IsNotEmpty() @MaxLength(WORD_MAX) step!: string;
  @IsIn(['approve', 'reject', 'return', 'defer'] satisfies Answer[]) answer!: Answer;
  @IsOptional() @IsString() @MaxLength(TEXT_MAX) reason?: string;
  @IsOptional() @IsObject() @ValidateNested() @Type(() => MinutesDto) minutes?: MinutesDto;
}

export class IssueDecisionDto extends ActDto {
  @IsString() @IsNotEmpty() @MaxLength(WORD_MAX) @Matches(NUMBER) number!: string;
  @IsString() @IsNotEmpty() @MaxLength(WORD_MAX) @Matches(SYMBOL) symbol!: string;
  @IsString() @IsNotEmpty() @MaxLength(WORD_MAX) signer!: string;
  @IsIn(['TM', 'KT', 'TL', 'TUQ'] satisfies SigningCapacity[]) signingCapacity!: SigningCapacity;
  @IsDay() takesEffectOn!: PlainDate;
}

/** The kind says which fields the details have; an unknown kind is for `kind` to refuse. */
function asDetails(kind: unknown, value: unknown): unknown {
  const isKnown = typeof kind === 'string' && Object.hasOwn(detailsDtos, kind);
  if (!isKnown || typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return plainToInstance(detailsDtos[kind as KindName] as new () => object, value);
}

/** Kind and details as the domain takes them, free of DTO classes. */
export function subjectOf({ kind, details }: ContentDto): DecisionSubject {
  return { kind, details: structuredClone({ ...details }) } as DecisionSubject;
}
