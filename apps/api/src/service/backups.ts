import { backUp, type BackupManifest, type CopyProgress, type Seals } from '#libs/seals';

/** Backups of the data directory of this service. */
export class Backups {
  constructor(
    private readonly dataDir: string,
    private readonly seals: Seals,
  ) {}

  /** Seals first, so that the copy can be held against a checkpoint over nearly all of it. */
  async make(to: string, progress: CopyProgress): Promise<BackupManifest> {
    await this.seals.sealNow();
    return backUp({ dataDir: this.dataDir, to, now: new Date(), progress });
  }
}
