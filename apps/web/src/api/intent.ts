import { v7 as uuidv7 } from 'uuid';

/**
 * One key per intended act: sending the same body again, after a lost line or a refusal that may
 * pass, repeats the key; another body, or the next act after a success, gets a new one.
 */
export class Intent {
  private sent: { readonly body: string; readonly key: string } | null = null;

  constructor(private readonly newKey: () => string = uuidv7) {}

  keyFor(body: unknown): string {
    const text = JSON.stringify(body);
    if (this.sent?.body !== text) this.sent = { body: text, key: this.newKey() };
    return this.sent.key;
  }

  fulfilled(): void {
    this.sent = null;
  }
}
