import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

import { wrappedKeys } from '../kit/canaries.js';
import { Case, officersAt, usernames } from '../kit/cases.js';
import type { Problem } from '../kit/contract.js';
import { appointment, candidate, communeId, vacant } from '../kit/demonstration.js';
import { newDirectory, removeDirectories } from '../kit/directories.js';
import { endPrograms } from '../kit/programs.js';
import { RunningService } from '../kit/service.js';
import { Visitor } from '../kit/visitor.js';

const basis = { ground: 'retention-ended', reference: '3/QĐ-UBND' } as const;
const dataDir = newDirectory();

let service: RunningService;
let officer: Visitor;
let colleague: Visitor;

const person = (subjectId: string) => ({ kind: 'person', subjectId, basis });
const hasKey = (subjectId: string) =>
  wrappedKeys(join(dataDir, 'keys.db'), [subjectId]).length === 1;

function approve(by: Visitor, subjectId: string) {
  return by.command<Problem>(`/erasures/${subjectId}/approval`, {});
}

beforeAll(async () => {
  service = await RunningService.start(dataDir);
  officer = await Visitor.signedIn(service.url, usernames.protection);
  colleague = await Visitor.signedIn(service.url, usernames.erasureApproval);
}, 30_000);

afterAll(async () => {
  await endPrograms();
  removeDirectories();
});

describe('an erasure that is refused leaves the key where it is', () => {
  it('to who proposed it, and under a legal hold, until that is lifted', async () => {
    const subjectId = candidate(1);
    await officer.tell('/erasures', person(subjectId));
    expect(await approve(officer, subjectId)).toMatchObject({
      ...{ status: 403, body: { code: 'two-persons' } },
    });
    const hold = { kind: 'person', reference: '7/CV-UBKT' };
    await officer.tell(`/erasures/${subjectId}/hold`, hold);
    expect(await approve(colleague, subjectId)).toMatchObject({
      ...{ status: 409, body: { code: 'legal-hold' } },
    });
    expect(hasKey(subjectId)).toBe(true);
    await officer.tell(`/erasures/${subjectId}/release`, {});
    expect(await approve(colleague, subjectId)).toMatchObject({ status: 200 });
    expect(hasKey(subjectId)).toBe(false);
  });

  it('when it was declined', async () => {
    const subjectId = candidate(2);
    await officer.tell('/erasures', person(subjectId));
    await colleague.tell(`/erasures/${subjectId}/refusal`, {});
    expect(await approve(colleague, subjectId)).toMatchObject({
      ...{ status: 409, body: { code: 'erasure-proposed' } },
    });
    expect(hasKey(subjectId)).toBe(true);
  });

  it('for a case that is open', async () => {
    const content = appointment(candidate(2), vacant.radio);
    const { id } = await Case.draft(await officersAt(service.url), content, communeId);
    const proposed = await officer.command('/erasures', { kind: 'case', subjectId: id, basis });
    expect(proposed).toMatchObject({ status: 409, body: { code: 'case-ended' } });
    expect(hasKey(id)).toBe(true);
  });

  const other = person(candidate(2));
  const namesSomebody = { ...other, basis: { ...basis, reference: 'Đơn của bà Mẫu' } };
  const withoutGround = { ...other, basis: { ...basis, ground: 'vì ông Mẫu muốn' } };

  it.each<[string, object, number, string]>([
    ['nobody of that id', person('p.nobody'), 404, 'known-here'],
    ['no case of that id', { ...other, kind: 'case' }, 404, 'known-here'],
    ['a basis that names somebody', namesSomebody, 422, 'reference-of-a-paper'],
    ['no ground there is', withoutGround, 422, 'fields-valid'],
    ['a story', { ...other, reason: 'Bà Mẫu' }, 422, 'fields-valid'],
  ])('for %s', async (_what, body, status, code) => {
    expect(await officer.command('/erasures', body)).toMatchObject({ status, body: { code } });
  });

  it.each([
    ['/erasures', person('p.nobody'), 'Không tìm thấy người nào mang mã này.'],
    ['/erasures', { ...other, kind: 'case' }, 'Không tìm thấy hồ sơ nào mang mã này.'],
    ['/erasures/p.nobody/approval', {}, 'Chưa có đề nghị xóa hay yêu cầu giữ nào cho mã này.'],
  ])('and says who or what is not there: %s %j', async (path, body, detail) => {
    expect(await officer.command(path, body)).toMatchObject({ status: 404, body: { detail } });
  });
});

describe('a district whose people were erased in part', () => {
  it('is set up again without bringing them back', async () => {
    const operator = Visitor.operator(service.url, service.operatorToken);
    const { status } = await operator.send('PUT', '/operator/worlds/minh-hoa', { body: {} });
    expect(status).toBe(204);
    expect(hasKey(candidate(1))).toBe(false);
    expect(hasKey(candidate(2))).toBe(true);
  });
});
