export const SPORT_PREFIX = 'label.sport.';

/** A sport that only its application knows: its name as it came, readable; null where there is nothing to read. */
export function sportAsWritten(sport: string | null): string | null {
  if (sport === null || !/\p{L}/u.test(sport)) return null;
  const text = sport.replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** What a sport is called: by the catalogue's names, else as it came. */
export function sportLabel(sport: string, names: Readonly<Record<string, string>>): string {
  return names[`${SPORT_PREFIX}${sport}`] ?? sportAsWritten(sport) ?? sport;
}
