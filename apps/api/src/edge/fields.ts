import { applyDecorators, type ValidationError, ValidationPipe } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { ValidateBy, type ValidationOptions } from 'class-validator';

import { instantIn, isPlainDate } from '#libs/domain';

import { wrongFields, type FieldProblem } from './problem.js';

/** Constraints that say what a value is, before any that say how much of it there may be. */
const TYPES = ['isString', 'isInt', 'isObject', 'isArray', 'isIn', 'nestedValidation'];

/** A day that exists, written yyyy-MM-dd. */
export function IsDay(options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && isPlainDate(value);
  return applyDecorators(
    ValidateBy({ name: 'isDay', validator: { validate } }, options),
    ApiProperty({ type: String, format: 'date' }),
  );
}

/** A moment that exists, in ISO 8601 with `Z` or an offset. */
export function IsMoment(options?: ValidationOptions): PropertyDecorator {
  const validate = (value: unknown) => typeof value === 'string' && instantIn(value) !== null;
  return applyDecorators(
    ValidateBy({ name: 'isMoment', validator: { validate } }, options),
    ApiProperty({ type: String, format: 'date-time' }),
  );
}

/** Refuses unknown fields and wrong types, naming each. */
export function fieldValidation(): ValidationPipe {
  return new ValidationPipe({
    whitelist: true,
    forbidNonWhitelisted: true,
    transform: true,
    exceptionFactory: (errors) => wrongFields(errors.flatMap((error) => fieldsOf(error, ''))),
  });
}

function fieldsOf(error: ValidationError, above: string): FieldProblem[] {
  const pointer = `${above}/${error.property}`;
  const broken = Object.keys(error.constraints ?? {});
  const own = broken.length === 0 ? [] : [{ pointer, constraint: worstOf(broken, error.value) }];
  return [...own, ...(error.children ?? []).flatMap((child) => fieldsOf(child, pointer))];
}

/** One constraint a field: what a length says of a number, or of nothing, helps nobody. */
function worstOf(broken: readonly string[], value: unknown): string {
  if (value === undefined && !broken.includes('whitelistValidation')) return 'missing';
  const ofType = broken.find((constraint) => TYPES.includes(constraint));
  return ofType ?? broken.find((constraint) => constraint === 'isNotEmpty') ?? broken[0] ?? '';
}
