import { Option } from 'commander';

/**
 * Given once for each value. One that takes all that follows would swallow the argument of the
 * command.
 */
export function repeated(flags: string, description: string): Option {
  return repeatable(flags, description).default([]);
}

/** Of these there must be one at least. */
export function repeatedAndRequired(flags: string, description: string): Option {
  return repeatable(flags, description).makeOptionMandatory();
}

/** One rule for whatever counts witnesses: `trustFrom` knows what it is when it is not given. */
export function quorumOption(): Option {
  return new Option('--quorum <số>', 'cần bao nhiêu bên chứng kiến (mặc định 1 khi có --witness)');
}

function repeatable(flags: string, description: string): Option {
  return new Option(flags, `${description}; lặp lại được`).argParser(
    (value: string, before: readonly string[] | undefined) => [...(before ?? []), value],
  );
}
