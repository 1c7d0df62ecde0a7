/** `.invalid` never receives mail (RFC 2606): addresses of accounts that were made without one. */
const NO_MAIL_HOST = 'zone-coach.invalid';

/** Every account has its own address. */
export function madeUpAddress(id: string): string {
  return `${id}@${NO_MAIL_HOST}`;
}

export function isMadeUp(email: string): boolean {
  return email.endsWith(`@${NO_MAIL_HOST}`);
}
