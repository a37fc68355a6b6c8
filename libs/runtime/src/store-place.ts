/** Where the log and the keys to it are. */
export interface StorePlace {
  /** Of this process alone. */
  readonly dataDir: string;
  /** Keys, passwords and checkpoints, of all processes on the log; one alone has them beside it. */
  readonly sharedDir: string;
  /** Key-encryption key of the subject keys, in neither directory. */
  readonly kekFile: string;
  /** `esdb://…` or `kurrentdb://…`; `null`: the log lies in the data directory. */
  readonly eventStoreUrl: string | null;
}
