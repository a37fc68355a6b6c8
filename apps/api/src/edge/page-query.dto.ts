import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';

const LIMIT_MAX = 100;
const LIMIT_USUAL = 50;
const CURSOR_MAX = 500;

/** Every query may wait until the read models have come to a position of the log. */
export class PositionQueryDto {
  @IsOptional() @Type(() => Number) @IsInt() @Min(0) minPosition?: number;
}

export class PageQueryDto extends PositionQueryDto {
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(LIMIT_MAX) limit?: number;
  @IsOptional() @IsString() @MaxLength(CURSOR_MAX) after?: string;
}

export function pageOf({ limit, after }: PageQueryDto) {
  return { limit: limit ?? LIMIT_USUAL, after: after ?? null };
}
