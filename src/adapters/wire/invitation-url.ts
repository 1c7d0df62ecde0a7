/** Where an invitation is taken up. Its token stands behind `#`, which a browser sends to nobody. */
export function invitationUrl(publicUrl: string, token: string): string {
  return `${publicUrl}/#/invitation/${token}`;
}
