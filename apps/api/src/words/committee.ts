const COMMITTEES: Readonly<Record<string, string>> = {
  Huyện: 'Huyện ủy',
  Quận: 'Quận ủy',
  'Thành phố': 'Thành ủy',
  'Thị xã': 'Thị ủy',
  Tỉnh: 'Tỉnh ủy',
};

/** The party committee of a unit, of which these bodies are; of any other unit its own name. */
export function committeeOf(unitName: string): string {
  for (const [unit, committee] of Object.entries(COMMITTEES))
    if (unitName.startsWith(`${unit} `)) return committee + unitName.slice(unit.length);
  return unitName;
}
