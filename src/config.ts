import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { SIGN_UP, type SignUp } from './application/people/sign-up.ts';
import { StartupError } from './application/startup-error.ts';

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

type LanKind = 'hds' | 'heart-rate-to-web' | 'heart-rate-on-stream';
/** As these apps insist. */
const LAN_PORTS = { hds: 3476, 'heart-rate-to-web': 6547, 'heart-rate-on-stream': 4456 } as const;

export interface Config {
  /** 0 lets the system choose. */
  readonly port: number;
  readonly host: string;
  /** Null: a PostgreSQL of our own runs in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly databasePoolSize: number;
  /** As given: relative to the working directory. */
  readonly dataDir: string;
  readonly logLevel: LogLevel;
  /** Origin under which people reach the service, without a trailing slash. Null: as the listening socket says. */
  readonly publicUrl: string | null;
  /** Null: watchers are reached in this process only. */
  readonly natsUrl: string | null;
  /** Null: nothing is taken from an MQTT broker. */
  readonly mqttUrl: string | null;
  /** On which ports to listen for apps that know a host and no address, by the kind of their inlet. Null: on none. */
  readonly lanPorts: Readonly<Record<LanKind, number>> | null;
  /** Signs cookies and links. Null: generated once and kept in `dataDir`. */
  readonly secret: string | null;
  /** Lets a caller from elsewhere read `/metrics`. Null: only this machine itself. */
  readonly metricsToken: string | null;
  /** What Fastify's `trustProxy` takes: nobody, everybody, or the addresses of the proxies. */
  readonly trustProxy: boolean | string[];
  /** Who may make an account (U3). */
  readonly signUp: SignUp;
  /** Whether applications may register themselves (D2); else a person registers each. */
  readonly dynamicClientRegistration: boolean;
  /** The mail server and the sender's address. Null: nothing is sent by mail, links are only shown. */
  readonly mail: { readonly smtpUrl: string; readonly from: string } | null;
  /** Largest single file of an upload, compressed or not. */
  readonly maxUploadFileBytes: number;
  /** Largest request body of an upload, all parts together. */
  readonly maxUploadRequestBytes: number;
  /** The clinical system that takes weeks (D4), and its bearer token. Null: none. */
  readonly fhirServer: { readonly url: string; readonly token: string | null } | null;
  /** Hosts, addresses and networks in private ranges that webhooks may reach. */
  readonly webhookAllow: readonly string[];
  /** A folder whose files are imported as they appear, and whose they are. Null: none. */
  readonly watch: { readonly directory: string; readonly athleteId: string } | null;
}

export type Environment = Readonly<Record<string, string | undefined>>;

const MIB = 1024 * 1024;
const SHORTEST_SECRET = 32;
const SHORTEST_TOKEN = 16;

/**
 * Reads the whole configuration from the environment. A name with `_FILE` appended gives the path of a file that
 * holds the value (for `SECRET`, `METRICS_TOKEN` and the URLs that may carry credentials). An empty value counts as not set.
 *
 * @throws StartupError naming every variable at fault, never a value.
 */
export function readConfig(
  env: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, 'utf8'),
): Config {
  const faults: string[] = [];

  const text = (name: string): string | null => {
    const value = env[name]?.trim();
    return value === undefined || value === '' ? null : value;
  };
  const secretText = (name: string): string | null => {
    const path = text(`${name}_FILE`);
    if (path === null) return text(name);
    if (text(name) !== null) {
      faults.push(`${name} and ${name}_FILE are both set`);
      return null;
    }
    try {
      const value = readFile(path).trim();
      if (value === '') faults.push(`${name}_FILE names an empty file`);
      return value === '' ? null : value;
    } catch {
      faults.push(`${name}_FILE names a file that cannot be read`);
      return null;
    }
  };
  const integer = (name: string, bounds: { fallback: number; lowest: number; highest: number }): number => {
    const value = text(name);
    if (value === null) return bounds.fallback;
    const number = Number(value);
    if (/^\d{1,15}$/.test(value) && number >= bounds.lowest && number <= bounds.highest) return number;
    faults.push(`${name} must be a whole number from ${bounds.lowest} to ${bounds.highest}`);
    return bounds.fallback;
  };
  const flag = (name: string): boolean => {
    const value = text(name) ?? '0';
    if (value !== '0' && value !== '1') faults.push(`${name} must be 1 or 0`);
    return value === '1';
  };
  const url = (name: string, value: string | null, protocols: readonly string[]): URL | null => {
    if (value === null) return null;
    const parsed = URL.canParse(value) ? new URL(value) : null;
    if (parsed !== null && protocols.includes(parsed.protocol)) return parsed;
    faults.push(`${name} must be a URL that begins with ${protocols.map((p) => `${p}//`).join(' or ')}`);
    return null;
  };

  const publicUrl = url('PUBLIC_URL', text('PUBLIC_URL'), ['http:', 'https:']);
  if (
    publicUrl !== null &&
    (publicUrl.pathname !== '/' || publicUrl.search !== '' || publicUrl.hash !== '')
  ) {
    faults.push('PUBLIC_URL must be an origin without a path');
  }
  const databaseUrl = secretText('DATABASE_URL');
  url('DATABASE_URL', databaseUrl, ['postgres:', 'postgresql:']);
  const natsUrl = secretText('NATS_URL');
  url('NATS_URL', natsUrl, ['nats:', 'tls:', 'ws:', 'wss:']);
  const mqttUrl = secretText('MQTT_URL');
  url('MQTT_URL', mqttUrl, ['mqtt:', 'mqtts:', 'ws:', 'wss:']);
  const secret = secretText('SECRET');
  if (secret !== null && secret.length < SHORTEST_SECRET) {
    faults.push(`SECRET must have at least ${SHORTEST_SECRET} characters`);
  }
  const metricsToken = secretText('METRICS_TOKEN');
  if (metricsToken !== null && metricsToken.length < SHORTEST_TOKEN) {
    faults.push(`METRICS_TOKEN must have at least ${SHORTEST_TOKEN} characters`);
  }
  const logLevel = LOG_LEVELS.find((level) => level === (text('LOG_LEVEL') ?? 'info'));
  if (logLevel === undefined) faults.push(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`);

  const signUp = SIGN_UP.find((word) => word === (text('SIGN_UP') ?? 'invite'));
  if (signUp === undefined) faults.push(`SIGN_UP must be one of ${SIGN_UP.join(', ')}`);

  const smtpUrl = secretText('SMTP_URL');
  url('SMTP_URL', smtpUrl, ['smtp:', 'smtps:']);
  const mailFrom = text('MAIL_FROM') ?? `zone-coach@${publicUrl?.hostname ?? 'localhost'}`;
  if (!/^[^\s@<>"]+@[^\s@<>"]+$/.test(mailFrom)) faults.push('MAIL_FROM must be one e-mail address');

  const fhirUrl = text('FHIR_SERVER_URL');
  const fhirToken = secretText('FHIR_SERVER_TOKEN');
  const fhirBase = url('FHIR_SERVER_URL', fhirUrl, ['https:', 'http:']);
  if (fhirBase !== null && (fhirBase.username !== '' || fhirBase.password !== '' || fhirBase.hash !== '')) {
    faults.push('FHIR_SERVER_URL holds no password: set FHIR_SERVER_TOKEN');
  }
  if (fhirUrl === null && fhirToken !== null) faults.push('FHIR_SERVER_TOKEN needs FHIR_SERVER_URL');

  const watchDirectory = text('WATCH_DIR');
  const watchAthlete = text('WATCH_ATHLETE');
  if ((watchDirectory === null) !== (watchAthlete === null)) {
    faults.push('WATCH_DIR and WATCH_ATHLETE must be set together');
  }

  const webhookAllow = listOf(text('WEBHOOK_ALLOW'));
  if (!webhookAllow.every(isHostOrNetwork)) {
    faults.push('WEBHOOK_ALLOW must hold host names, addresses and networks, separated by commas');
  }

  const config: Config = {
    port: integer('PORT', { fallback: 3000, lowest: 0, highest: 65_535 }),
    host: text('HOST') ?? '127.0.0.1',
    databaseUrl,
    databasePoolSize: integer('DATABASE_POOL_SIZE', { fallback: 10, lowest: 2, highest: 1_000 }),
    dataDir: text('DATA_DIR') ?? './data',
    logLevel: logLevel ?? 'info',
    publicUrl: publicUrl?.origin ?? null,
    natsUrl,
    mqttUrl,
    lanPorts: flag('LAN_RELAYS') ? LAN_PORTS : null,
    secret,
    metricsToken,
    trustProxy: parseTrustProxy(text('TRUST_PROXY')),
    signUp: signUp ?? 'invite',
    dynamicClientRegistration: flag('DYNAMIC_CLIENT_REGISTRATION'),
    mail: smtpUrl === null ? null : { smtpUrl, from: mailFrom },
    maxUploadFileBytes: MIB * integer('MAX_UPLOAD_FILE_MIB', { fallback: 32, lowest: 1, highest: 128 }),
    maxUploadRequestBytes:
      MIB * integer('MAX_UPLOAD_REQUEST_MIB', { fallback: 2_048, lowest: 1, highest: 16_384 }),
    fhirServer: fhirUrl === null ? null : { url: fhirUrl, token: fhirToken },
    webhookAllow,
    watch:
      watchDirectory === null || watchAthlete === null
        ? null
        : { directory: watchDirectory, athleteId: watchAthlete },
  };
  if (faults.length > 0) throw new StartupError(`Configuration: ${faults.join('; ')}.`);
  return config;
}

/** `true`, `false`, or a comma-separated list of proxy addresses and networks. */
function parseTrustProxy(value: string | null): boolean | string[] {
  if (value === null || value === 'false') return false;
  if (value === 'true') return true;
  return listOf(value);
}

function listOf(value: string | null): string[] {
  return value === null ? [] : value.split(',').map((each) => each.trim());
}

/** `hooks.lan`, `10.0.0.7`, `fd00::/8`. */
function isHostOrNetwork(text: string): boolean {
  const [address = '', bits] = text.split('/');
  const family = isIP(address);
  if (family === 0) return bits === undefined && /^[a-z0-9_-]+(\.[a-z0-9_-]+)*$/i.test(address);
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (family === 4 ? 32 : 128));
}
