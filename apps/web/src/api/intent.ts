/**
 * One key per intended act: sending the same body again, after a lost line or a refusal that may
 * pass, repeats the key; another body, or the next act after a success, gets a new one.
 */
export class Intent {
  private sent: { readonly body: string; readonly key: string } | null = null;

  constructor(private readonly newKey: () => string = randomKey) {}

  keyFor(body: unknown): string {
    const text = JSON.stringify(body);
    if (this.sent?.body !== text) this.sent = { body: text, key: this.newKey() };
    return this.sent.key;
  }

  fulfilled(): void {
    this.sent = null;
  }
}

/** As `crypto.randomUUID`, which browsers keep from pages served over plain HTTP in an office. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const hex = [...bytes].map((byte, index) => markedByte(byte, index).toString(16));
  const digits = hex.map((pair) => pair.padStart(2, '0')).join('');
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Version 4 and the variant bits, where RFC 9562 wants them. */
function markedByte(byte: number, index: number): number {
  if (index === 6) return (byte & 0x0f) | 0x40;
  if (index === 8) return (byte & 0x3f) | 0x80;
  return byte;
}
