import { Command, type ErrorOptions } from 'commander';

import { nearest } from '#libs/runtime';

const MISSING = 'commander.missingMandatoryOptionValue';
const SLIPS_MAX = 3;

/**
 * A mistyped option that must be given is missing, too, and commander says that first. What was
 * typed is what whoever typed it has to hear of.
 */
export class UnknownFirst extends Command {
  override createCommand(name?: string): Command {
    return new UnknownFirst(name);
  }

  override error(message: string, options?: ErrorOptions): never {
    const unknown = options?.code === MISSING && this.args.find((arg) => /^-./.test(arg));
    if (!unknown) return super.error(message, options);
    const [flag = ''] = unknown.split('=');
    const flags = this.options.flatMap(({ long }) => long ?? []);
    const meant = nearest(flag, flags, SLIPS_MAX);
    const hint = meant === null ? '' : `\n(Did you mean ${meant}?)`;
    return super.error(`error: unknown option '${flag}'${hint}`, {
      code: 'commander.unknownOption',
    });
  }
}
