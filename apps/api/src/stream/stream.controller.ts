import { Controller, Sse } from '@nestjs/common';
import type { MessageEvent } from '@nestjs/common';
import { interval, map, merge, Observable, startWith } from 'rxjs';

import { ReadModels } from '#libs/read-models';

import { For } from '../edge/access.guard.js';

/** Keeps proxies and browsers from taking a quiet stream for a dead one. */
const HEARTBEAT_MS = 25_000;

@Controller('stream')
export class StreamController {
  constructor(private readonly readModels: ReadModels) {}

  /** Says how far the read models have come; what changed is asked for by whoever may see it. */
  @Sse()
  @For('account')
  positions(): Observable<MessageEvent> {
    const changes = new Observable<number>((subscriber) =>
      this.readModels.onChange((position) => subscriber.next(position)),
    ).pipe(startWith(this.readModels.position()));
    const heartbeats = interval(HEARTBEAT_MS).pipe(map(() => this.readModels.position()));
    return merge(changes, heartbeats).pipe(
      map((position) => ({ type: 'position', id: String(position), data: { position } })),
    );
  }
}
