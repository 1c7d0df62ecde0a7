import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { getJson, sendJson } from '../../api/api-client.ts';
import type { DeliveryJson, Items } from '../../api/contract.ts';
import { ProblemNotice } from '../../components/problem-notice.tsx';
import { useAction } from '../../components/use-action.ts';
import { moment } from '../../language/format.ts';
import { words } from '../../language/language.ts';
import { failedBecause } from './failed-because.ts';

/** The latest deliveries of a webhook, read when somebody opens them; each can be sent once more. */
export function WebhookDeliveries({ path, onReplay }: { path: string; onReplay: () => void }): JSX.Element {
  const t = words.value.connections.webhooks;
  const [items, setItems] = useState<readonly DeliveryJson[] | null>(null);
  const action = useAction();
  const load = async (): Promise<void> => {
    setItems((await getJson<Items<DeliveryJson>>(`${path}/deliveries?limit=20`)).items);
  };
  const replay = async (id: string): Promise<void> => {
    await sendJson('POST', `${path}/deliveries/${id}/replay`);
    await load();
    onReplay();
  };
  return (
    <details onToggle={(event) => event.currentTarget.open && action.run(load)}>
      <summary>{t.deliveries}</summary>
      <ProblemNotice problem={action.problem} />
      {items?.length === 0 && <p class="soft">{t.none}</p>}
      <ul class="plain-list">
        {items?.map((delivery) => (
          <li key={delivery.id} class="row">
            <span>
              {t.types[delivery.type] ?? delivery.type}
              <br />
              <span class="soft">
                {moment(delivery.lastAttemptAt ?? delivery.createdAt)}, {t.states[delivery.state]}
                {failedBecause(delivery)}
              </span>
            </span>
            <button
              type="button"
              class="button quiet"
              disabled={action.busy}
              onClick={() => action.run(() => replay(delivery.id))}
            >
              {t.replay}
            </button>
          </li>
        ))}
      </ul>
    </details>
  );
}
