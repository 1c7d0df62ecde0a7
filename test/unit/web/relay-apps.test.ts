import { expect, test } from 'vitest';
import { RELAYS } from '../../../src/adapters/wire/relays/relays.ts';
import { daRelays } from '../../../src/adapters/wire/messages/da/relays.ts';
import { enRelays } from '../../../src/adapters/wire/messages/en/relays.ts';
import { RELAY_APPS } from '../../../src/web/screens/relays/relay-apps.ts';

test('N7: each app of the guide has a kind that exists, and as many steps in either language', () => {
  const kinds = RELAYS.map(({ id }) => id);
  for (const { id, kind } of RELAY_APPS) {
    if (kind !== null) expect(kinds, id).toContain(kind);
    expect(daRelays.guides[id].steps, id).toHaveLength(enRelays.guides[id].steps.length);
  }
});
