import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';

let service: RunningService;

beforeAll(async () => {
  service = await RunningService.start(newDirectory());
}, 30_000);

afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

interface Description {
  readonly paths: Record<string, Record<string, { parameters: Record<string, unknown>[] }>>;
  readonly components: { readonly schemas: Record<string, { properties: object }> };
}

describe('the description of the API', () => {
  it('says which headers a command takes, and how a day is written', async () => {
    const answer = await fetch(`${service.url}/api/openapi.json`);
    const { paths, components } = (await answer.json()) as Description;
    const submission = paths['/api/v1/proposals/{proposalId}/submission']?.post?.parameters ?? [];
    const headers = submission.filter((parameter) => parameter.in === 'header');
    expect(headers.map(({ name, required }) => [name, required])).toEqual(
      expect.arrayContaining([
        ['If-Match', true],
        ['Idempotency-Key', true],
      ]),
    );
    expect(components.schemas.DraftProposalDto?.properties).toMatchObject({
      on: { type: 'string', format: 'date' },
    });
  });
});
