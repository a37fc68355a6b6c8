import type { Account } from '#libs/domain';

/** Passwords of demonstration accounts are published, so they open nothing but a demonstration. */
export class DemonstrationPolicy {
  /** `allowed`: the service listens on loopback only and is no production service. */
  constructor(private readonly allowed: boolean) {}

  admits({ demonstration }: Account): boolean {
    return !demonstration || this.allowed;
  }

  /** Sample data may be loaded, and nobody but this machine is answered. */
  get isTrial(): boolean {
    return this.allowed;
  }
}
