import type { DeliveryJson } from '../../api/contract.ts';
import { words } from '../../language/language.ts';

/** Why the last attempt of a delivery came to nothing, in brackets; empty for one that arrived or was not tried yet. */
export function failedBecause({
  state,
  lastStatus,
  lastError,
}: Pick<DeliveryJson, 'state' | 'lastStatus' | 'lastError'>): string {
  const { reasons, answered } = words.value.connections.webhooks;
  if (state === 'delivered') return '';
  if (lastStatus !== null) return ` (${answered({ status: String(lastStatus) })})`;
  return lastError === null ? '' : ` (${reasons[lastError] ?? lastError})`;
}
