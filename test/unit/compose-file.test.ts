import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

interface ComposeService {
  readonly profiles?: readonly string[];
  readonly image?: string;
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly volumes?: readonly string[];
}

const { services, networks, volumes } = parse(
  readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8'),
  { merge: true },
) as {
  services: Readonly<Record<string, ComposeService>>;
  networks: Readonly<Record<string, { internal?: boolean } | null>>;
  volumes: Readonly<Record<string, unknown>>;
};
const scaled = Object.entries(services).filter(([, { profiles = [] }]) => profiles.includes('scale'));

it('by itself: one service and one PostgreSQL; the rest is behind the profile `scale`', () => {
  const plain = Object.keys(services).filter((name) => !scaled.some(([each]) => each === name));
  expect(plain).toEqual(['database', 'service']);
});

it('`scale`: two services, NATS, and a Citus coordinator with two workers', () => {
  const nodes = scaled.filter(
    ([, { image, volumes: kept }]) => image?.startsWith('citusdata/citus:') && kept,
  );
  expect(nodes.map(([name]) => name)).toEqual(['coordinator', 'worker-a', 'worker-b']);
  const listening = scaled.filter(([, { build, ports }]) => build && ports);
  expect(listening.map(([name]) => name)).toEqual(['service-a', 'service-b']);
  for (const [, { environment, depends_on: waitsFor }] of listening) {
    expect(environment).toMatchObject({
      DATABASE_URL: 'postgres://zone_coach@coordinator:5432/zone_coach',
      NATS_URL: 'nats://nats:4222',
    });
    expect(waitsFor).toMatchObject({ distribute: { condition: 'service_completed_successfully' } });
  }
  expect(new Set(listening.map(([, { ports }]) => ports![0])).size).toBe(2);
  const added = services['cluster']!.command!.join(' ');
  for (const worker of ['worker-a', 'worker-b']) expect(added).toContain(`citus_add_node('${worker}', 5432)`);
  expect(services['distribute']!.command!.at(-1)).toBe('distribute');
});

it('each image is pinned to an exact version, and the data can be reached from inside alone', () => {
  for (const [name, { image, build, networks: joined, ports = [] }] of Object.entries(services)) {
    if (image === undefined) expect(build, name).toBeDefined();
    else expect(image, name).toMatch(/^[\w/]+:\d+\.\d+(\.\d+)?(-\w+)?(@sha256:[0-9a-f]{64})?$/);
    if (build === undefined) expect([joined, ports], name).toEqual([['inside'], []]);
    for (const port of ports) expect(port, name).toMatch(/^127\.0\.0\.1:/);
  }
  expect(networks['inside']).toEqual({ internal: true });
});

it('what is named is there: networks, volumes, and whom a service waits for', () => {
  for (const [name, service] of Object.entries(services)) {
    for (const network of service.networks ?? []) expect(Object.keys(networks), name).toContain(network);
    for (const each of service.volumes ?? [])
      expect(Object.keys(volumes), name).toContain(each.split(':')[0]);
    for (const other of Object.keys(service.depends_on ?? {}))
      expect(Object.keys(services), name).toContain(other);
  }
});
