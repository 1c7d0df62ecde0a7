/** Where whoever has the key of a Sunday mail stops them, by a look and a click or by one POST (RFC 8058). */
export function stopSummaryUrl(publicUrl: string, key: string): string {
  return `${publicUrl}/v1/summary/unsubscribe?key=${key}`;
}
