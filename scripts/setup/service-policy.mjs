import { existsSync, rmSync, writeFileSync } from 'node:fs';

const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Debian starts the service of a package it installs; we start our own private Redis and leave
 * port 6379 alone. The policy only speaks while this process lives, so that a copy left behind by
 * a killed setup changes nothing. A policy of the machine's owner is respected.
 */
export async function withoutStartingServices(work) {
  if (existsSync(POLICY)) return work();
  const alive = `[ -d /proc/${process.pid} ] && exit 101`;
  writeFileSync(POLICY, `#!/bin/sh\n# totrinh setup\n${alive}\nexit 0\n`, { mode: 0o755 });
  try {
    return await work();
  } finally {
    rmSync(POLICY, { force: true });
  }
}
