import { opened, type OpenedText, type PrivateText } from '#libs/domain';
import { openPlaced, type PlacedText, type SubjectKeys } from '#libs/privacy';

/** What a table keeps of a private text in a fact: it is sealed and carries its place. */
export function sealedText(text: PrivateText): string {
  return JSON.stringify(text);
}

/** Opens what `sealedText` wrote; `null` once the key is erased. */
export function openedColumn(column: string, keys: SubjectKeys): OpenedText {
  return openedText(JSON.parse(column) as PrivateText, keys);
}

/** Opens a private text of a fact; `null` once the key is erased. */
export function openedText(text: PrivateText, keys: SubjectKeys): OpenedText {
  return opened(openPlaced(text as unknown as PlacedText, keys));
}
