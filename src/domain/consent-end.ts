/** How long a consent lasts unless whoever gives it says otherwise (C1): a grant, and what an application is let into. */
export const CONSENT_MONTHS = 12;

/** When a consent given at an instant ends; one of 29 February on 1 March. */
export function consentEnd(given: Date): Date {
  const end = new Date(given);
  end.setUTCMonth(end.getUTCMonth() + CONSENT_MONTHS);
  return end;
}
