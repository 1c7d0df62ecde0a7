/** The look (colour and pattern) that an id of the API wears. */
export function bandClass(bandId: string): string {
  return `band-${bandId}`;
}
