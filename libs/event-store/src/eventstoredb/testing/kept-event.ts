/** What a server keeps of an event, byte for byte. */
export interface KeptEvent {
  readonly stream: string;
  readonly revision: number;
  /** Commit and prepare alike; rises with the size of what was written. */
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
  readonly createdMs: number;
}

export type ProposedEvent = Pick<KeptEvent, 'id' | 'type' | 'contentType' | 'data' | 'metadata'>;
