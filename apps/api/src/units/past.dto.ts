import { Type } from 'class-transformer';
import { IsInt, IsOptional, Min } from 'class-validator';

import type { DiffRequest } from '#libs/audit';
import type { Instant, PlainDate } from '#libs/domain';

import { IsDay, IsMoment } from '../edge/fields.js';
import { PositionQueryDto } from '../edge/page-query.dto.js';

/** Two legal days, each as it was known at a moment, or up to a place in the log. */
export class DiffQueryDto extends PositionQueryDto {
  @IsDay() from!: PlainDate;
  @IsDay() to!: PlainDate;
  @IsOptional() @IsMoment() knownFrom?: Instant;
  @IsOptional() @IsMoment() knownTo?: Instant;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) positionFrom?: number;
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) positionTo?: number;
  @IsOptional() @IsDay() salaryOn?: PlainDate;
}

export function diffOf(unitId: string, query: DiffQueryDto): DiffRequest {
  const { from, to, knownFrom, knownTo, positionFrom, positionTo, salaryOn } = query;
  return {
    unitId,
    before: { asOf: from, knownAt: momentOf(knownFrom), atPosition: positionFrom ?? null },
    after: { asOf: to, knownAt: momentOf(knownTo), atPosition: positionTo ?? null },
    salaryOn: salaryOn ?? null,
  };
}

/** Moments sort as text only when all are written to the millisecond. */
export function momentOf(said: Instant | undefined): Instant | null {
  return said === undefined ? null : (new Date(said).toISOString() as Instant);
}
