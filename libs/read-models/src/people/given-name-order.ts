import type { NamedPerson } from './names.js';

const collator = new Intl.Collator('vi');

/** As Vietnamese lists are kept: by given name, the last word, then by the words before it. */
export function byGivenName(a: NamedPerson, b: NamedPerson): number {
  if (typeof a.name !== 'string' || typeof b.name !== 'string') return unreadLast(a, b);
  const [givenA, restA] = split(a.name);
  const [givenB, restB] = split(b.name);
  return collator.compare(givenA, givenB) || collator.compare(restA, restB) || byId(a, b);
}

function split(name: string): [given: string, rest: string] {
  const end = name.lastIndexOf(' ');
  return [name.slice(end + 1), name.slice(0, Math.max(end, 0))];
}

function unreadLast(a: NamedPerson, b: NamedPerson): number {
  return Number(typeof b.name === 'string') - Number(typeof a.name === 'string') || byId(a, b);
}

function byId(a: NamedPerson, b: NamedPerson): number {
  return a.personId < b.personId ? -1 : Number(a.personId > b.personId);
}
