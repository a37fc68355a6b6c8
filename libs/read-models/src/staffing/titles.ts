import type { PolicyContent, StaffingPosition } from '#libs/domain';

export interface SlotTitle {
  readonly titleId: string;
  /** As the catalogue in force names it; its code where the catalogue does not have it. */
  readonly title: string;
  /** In hundredths; `null` where the catalogue does not have the title. */
  readonly coefficient: number | null;
}

/** What each slot of a position is called under some rules. */
export function titlesOf(
  { slots }: StaffingPosition,
  rules: PolicyContent | undefined,
): (slotId: string) => SlotTitle | null {
  const titleIds = new Map(slots.map(({ slotId, titleId }) => [slotId, titleId]));
  return (slotId) => {
    const titleId = titleIds.get(slotId);
    if (titleId === undefined) return null;
    const rule = rules?.titles[titleId];
    return { titleId, title: rule?.name ?? titleId, coefficient: rule?.coefficient ?? null };
  };
}
