import { Refusal } from '#libs/domain';
import type { StorePlace } from '#libs/runtime';
import { backUp, type BackupManifest, type CopyProgress, type Seals } from '#libs/seals';

/** Backups of the data directory of this service. */
export class Backups {
  #making: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly place: StorePlace,
    private readonly seals: Seals,
  ) {}

  /** Seals first, so that the copy can be held against a checkpoint over nearly all of it. */
  make(to: string, progress: CopyProgress): Promise<BackupManifest> {
    const made = this.#make(to, progress);
    this.#making = Promise.allSettled([this.#making, made]);
    return made;
  }

  /** None is being made any more, nor cleared away. */
  async settled(): Promise<void> {
    await this.#making;
  }

  async #make(to: string, progress: CopyProgress): Promise<BackupManifest> {
    const { dataDir, eventStoreUrl } = this.place;
    if (eventStoreUrl !== null) throw noLogHere();
    await this.seals.sealNow();
    const sign = (manifest: string) => this.seals.signBackup(manifest);
    return backUp({ dataDir, to, now: new Date(), sign, progress });
  }
}

function noLogHere(): Refusal {
  return new Refusal('conflict', 'log-embedded', {
    vi: 'Sổ nằm trong cụm EventStoreDB: hãy sao lưu bằng công cụ của cụm và sao lưu thư mục chung (TOTRINH_SHARED_DIR). Lệnh export vẫn xuất được cả sổ.',
    en: 'The log lies in an EventStoreDB cluster: back it up with the tools of the cluster, and the shared directory (TOTRINH_SHARED_DIR). The command export still exports all of it.',
  });
}
