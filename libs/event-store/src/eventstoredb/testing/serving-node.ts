import type { Metadata } from '@grpc/grpc-js';
import { isAllowed, type Right, type User } from './access-rights.js';
import * as refusals from './refusals.js';
import type { Refusal } from './refusals.js';
import type { TestLog } from './test-log.js';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

export interface Member extends Endpoint {
  readonly isLeader: boolean;
}

/** What a node knows of its cluster; a node alone is its own leader. */
export interface ClusterView {
  members(): readonly Member[];
  /** `self` where it may write, an endpoint where another may, `null` during an election. */
  leader(): 'self' | Endpoint | null;
}

/** One node as its services see it: the log, who may ask, and what goes wrong on demand. */
export class ServingNode {
  /** Without users everybody may do everything, as on an unsecured server. */
  users: Record<string, User> = {};
  advertisesBatchAppend = true;
  /** KurrentDB has a limit for one event as well. */
  eventBytesMax = Number.POSITIVE_INFINITY;
  /** Answers that were begun and not finished are counted to catch abandoned calls. */
  openReads = 0;
  #delayMs = 0;
  #lostAnswers = 0;
  #notReady = 0;
  #refuseNext: Refusal[] = [];

  readonly log: TestLog;
  readonly cluster: ClusterView;

  constructor(log: TestLog, cluster: ClusterView) {
    this.log = log;
    this.cluster = cluster;
  }

  answerLate(ms: number): void {
    this.#delayMs = ms;
  }

  /** The next appends are written, and nobody is ever told. */
  loseAnswers(count: number): void {
    this.#lostAnswers = count;
  }

  /** The next calls are told that the server is not ready. */
  beNotReady(calls: number): void {
    this.#notReady = calls;
  }

  refuseNext(refusal: Refusal): void {
    this.#refuseNext.push(refusal);
  }

  /** Whether this answer goes astray. */
  losesAnswer(): boolean {
    if (this.#lostAnswers === 0) return false;
    this.#lostAnswers -= 1;
    return true;
  }

  /** `null` when the call may go on. */
  refusalOf(metadata: Metadata, right: Right, stream: string): Refusal | null {
    const denied = this.#deniedTo(metadata, right, stream);
    if (denied) return denied;
    if (this.#notReady > 0) {
      this.#notReady -= 1;
      return refusals.serverNotReady();
    }
    const leader = this.cluster.leader();
    if (leader === null) return refusals.serverNotReady();
    if (leader !== 'self' && metadata.get('requires-leader').includes('true'))
      return refusals.notLeader(leader.host, leader.port);
    return this.#refuseNext.shift() ?? null;
  }

  /** Everybody may ask for it, but nobody with a wrong password. */
  refusalOfGossip(metadata: Metadata): Refusal | null {
    const user = this.#userOf(metadata);
    return user === 'unknown' ? refusals.notAuthenticated() : null;
  }

  /** Of the service for users: an administrator may call it, and `self` may. */
  refusalOfUsers(metadata: Metadata, self: string | null): Refusal | null {
    const user = this.#userOf(metadata);
    if (user === 'unknown') return refusals.notAuthenticated();
    const mayCall = user && (user[0] === self || user[1].groups?.includes('$admins'));
    return mayCall ? null : refusals.accessDenied();
  }

  later(answer: () => void): void {
    if (this.#delayMs > 0) setTimeout(answer, this.#delayMs);
    else answer();
  }

  #deniedTo(metadata: Metadata, right: Right, stream: string): Refusal | null {
    if (Object.keys(this.users).length === 0) return null;
    const user = this.#userOf(metadata);
    if (user === 'unknown') return refusals.notAuthenticated();
    const settings = this.log.lastOf('$settings');
    const may = user && isAllowed(user, { right, stream }, settings);
    return may ? null : refusals.accessDenied();
  }

  /** Nobody without credentials; unknown with wrong ones. */
  #userOf(metadata: Metadata): readonly [name: string, user: User] | 'unknown' | null {
    const [header] = metadata.get('authorization');
    if (header === undefined) return null;
    const plain = Buffer.from(String(header).replace(/^Basic /, ''), 'base64').toString('utf8');
    const colon = plain.indexOf(':');
    const name = plain.slice(0, colon);
    const user = this.users[name];
    return user?.password === plain.slice(colon + 1) ? [name, user] : 'unknown';
  }
}
