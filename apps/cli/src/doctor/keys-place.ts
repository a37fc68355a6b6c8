/** Where the keys of subjects lie: beside the log, or shared by all processes on it. */
export interface KeysPlace {
  readonly env: NodeJS.ProcessEnv;
  readonly sharedDir: string;
}
