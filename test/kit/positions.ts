import type { Visitor } from './visitor.js';

/** Hears of changes as a web page does: the events `position` of the live stream. */
export class Positions {
  readonly heard: number[] = [];
  readonly #closing = new AbortController();
  #wake: () => void = () => undefined;
  #ended: Promise<void> = Promise.resolve();

  static async open({ url, headers }: Visitor): Promise<Positions> {
    const positions = new Positions();
    const { signal } = positions.#closing;
    const response = await fetch(`${url}/api/v1/stream`, { headers, signal });
    if (!response.ok || !response.body) throw new Error(`The stream answers ${response.status}.`);
    const text = response.body.pipeThrough(new TextDecoderStream());
    positions.#ended = positions.#read(text).catch(() => undefined);
    return positions;
  }

  /** Resolves once the stream has said that the answers are as new as this. */
  async reach(position: number): Promise<void> {
    while (!this.heard.some((heard) => heard >= position))
      await new Promise<void>((resolve) => (this.#wake = resolve));
  }

  async close(): Promise<void> {
    this.#closing.abort();
    await this.#ended;
  }

  async #read(chunks: AsyncIterable<string>): Promise<void> {
    let rest = '';
    for await (const chunk of chunks) {
      const blocks = (rest + chunk).split('\n\n');
      rest = blocks.pop() ?? '';
      this.heard.push(...blocks.flatMap(positionIn));
      this.#wake();
    }
  }
}

function positionIn(block: string): number[] {
  const data = /^event: position$[^]*^data: (.*)$/m.exec(block)?.[1];
  return data === undefined ? [] : [(JSON.parse(data) as { position: number }).position];
}
