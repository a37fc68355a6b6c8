import type {
  Account,
  AnswerBody,
  Case,
  CasePage,
  Content,
  DecisionBody,
  LegalDay,
  PersonSummary,
  Problem,
  TitleMap,
  Unit,
  Written,
} from './contract.js';

interface Json<Body> {
  content: { 'application/json': Body };
}

interface Failed {
  default: { content: { 'application/problem+json': Problem } };
}

interface NoNames {
  none?: never;
}

interface Read<Answer, Query = NoNames, Path = NoNames> {
  get: {
    parameters: { query?: Query & { minPosition?: number }; path: Path };
    responses: { 200: Json<Answer> } & Failed;
  };
}

interface Command<Body, Answer = Written, Path = NoNames> {
  parameters: {
    path: Path;
    header: { 'Idempotency-Key': string; 'If-Match'?: string };
  };
  requestBody: Json<Body>;
  responses: { 200: Json<Answer> } & Failed;
}

interface OfUnit {
  unitId: string;
}

interface OfCase {
  proposalId: string;
}

interface Page {
  limit?: number;
  after?: string;
}

/** The routes in the shape that openapi-typescript gives them. */
export interface paths {
  '/session': {
    get: { responses: { 200: Json<Account> } & Failed };
    post: {
      requestBody: Json<{ username: string; password: string }>;
      responses: { 200: Json<Account> } & Failed;
    };
    delete: { responses: { 204: { content?: never } } & Failed };
  };
  '/units/{unitId}': Read<Unit, NoNames, OfUnit>;
  '/units/{unitId}/title-map': Read<TitleMap, { asOf?: string; knownAt?: string }, OfUnit>;
  '/people': Read<{ people: PersonSummary[] }, { communeId: string }> & {
    post: Command<{ communeId: string; name: string }, Written & { personId: string }>;
  };
  '/inbox': Read<CasePage, Page>;
  '/proposals': Read<CasePage, Page> & {
    post: Command<Content & LegalDay & { communeId: string }, Written & { proposalId: string }>;
  };
  '/proposals/{proposalId}': Read<Case, NoNames, OfCase>;
  '/proposals/{proposalId}/content': { put: Command<Content & LegalDay, Written, OfCase> };
  '/proposals/{proposalId}/submission': { post: Command<LegalDay, Written, OfCase> };
  '/proposals/{proposalId}/withdrawal': { post: Command<LegalDay, Written, OfCase> };
  '/proposals/{proposalId}/answers': { post: Command<AnswerBody, Written, OfCase> };
  '/proposals/{proposalId}/decision': { post: Command<DecisionBody, Written, OfCase> };
}
