import { Type } from 'class-transformer';
import {
  IsIn,
  IsInt,
  IsNotEmpty,
  IsOptional,
  IsString,
  Max,
  MaxLength,
  Min,
} from 'class-validator';

import { PAGE_MAX } from '#libs/audit';
import type { Instant, PlainDate } from '#libs/domain';

import { IsDay, IsMoment } from '../edge/fields.js';
import { DiffQueryDto } from '../units/past.dto.js';

const TEXT_MAX = 200;

class KnownQueryDto {
  @IsOptional() @IsMoment() knownAt?: Instant;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) atPosition?: number;
}

export class ReplayQueryDto extends KnownQueryDto {
  @IsString() @IsNotEmpty() @MaxLength(TEXT_MAX) unitId!: string;
  @IsDay() asOf!: PlainDate;
  @IsOptional() @IsDay() salaryOn?: PlainDate;
}

export class UnitDiffQueryDto extends DiffQueryDto {
  @IsString() @IsNotEmpty() @MaxLength(TEXT_MAX) unitId!: string;
}

export class BisectQueryDto extends KnownQueryDto {
  @IsString() @IsNotEmpty() @MaxLength(TEXT_MAX) unitId!: string;
  @IsString() @IsNotEmpty() @MaxLength(TEXT_MAX) when!: string;
  @IsIn(['event', 'day']) by!: 'event' | 'day';
  @IsOptional() @IsDay() asOf?: PlainDate;
}

export class LogQueryDto {
  @Type(() => Number) @IsInt() @Min(0) after = 0;
  @Type(() => Number) @IsInt() @Min(1) @Max(Number.MAX_SAFE_INTEGER) limit = PAGE_MAX;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) atPosition?: number;
  @IsOptional() @IsMoment() since?: Instant;
  @IsOptional() @IsMoment() until?: Instant;
  @IsOptional() @IsDay() asOf?: PlainDate;
  @IsOptional() @IsString() @MaxLength(TEXT_MAX) actor?: string;
  @IsOptional() @IsString() @MaxLength(TEXT_MAX) type?: string;
  @IsOptional() @IsString() @MaxLength(TEXT_MAX) proposal?: string;
  @IsOptional() @IsString() @MaxLength(TEXT_MAX) unit?: string;
}
