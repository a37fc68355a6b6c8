import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { selfSignedCertificate } from './certificate.js';
import { TestServer } from './test-server.js';

/** A test server that speaks TLS, and the certificate that a client has to trust. */
export class SecureServer {
  private constructor(
    readonly server: TestServer,
    private readonly directory: string,
  ) {}

  static async start(): Promise<SecureServer> {
    const tls = selfSignedCertificate();
    const directory = mkdtempSync(join(tmpdir(), 'certificate-'));
    writeFileSync(join(directory, 'ca.pem'), tls.certificate);
    return new SecureServer(await TestServer.start({ tls }), directory);
  }

  /** As `user:password` or as nobody. */
  url(user = ''): string {
    const file = encodeURIComponent(join(this.directory, 'ca.pem'));
    return `esdb://${user}${user && '@'}127.0.0.1:${this.server.port}?tlsCAFile=${file}`;
  }

  async stop(): Promise<void> {
    await this.server.stop();
    rmSync(this.directory, { recursive: true });
  }
}
