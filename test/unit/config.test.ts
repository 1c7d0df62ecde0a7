import { describe, expect, it } from 'vitest';
import { StartupError } from '../../src/application/startup-error.ts';
import { readConfig } from '../../src/config.ts';

const faultsOf = (env: Record<string, string>, readFile?: (path: string) => string): string => {
  try {
    readConfig(env, readFile);
  } catch (error) {
    if (error instanceof StartupError) return error.message;
    throw error;
  }
  return '';
};

describe('readConfig', () => {
  it('needs nothing: every variable has a default that is safe on a laptop', () => {
    expect(readConfig({})).toEqual({
      port: 3000,
      host: '127.0.0.1',
      databaseUrl: null,
      databasePoolSize: 10,
      dataDir: './data',
      logLevel: 'info',
      publicUrl: null,
      natsUrl: null,
      mqttUrl: null,
      lanPorts: null,
      secret: null,
      metricsToken: null,
      trustProxy: false,
      signUp: 'invite',
      dynamicClientRegistration: false,
      fhirServer: null,
      mail: null,
      maxUploadFileBytes: 32 * 1024 * 1024,
      maxUploadRequestBytes: 2 * 1024 * 1024 * 1024,
      webhookAllow: [],
      watch: null,
    });
  });

  it('takes what is set, and treats an empty value as not set', () => {
    const config = readConfig({
      PORT: '0',
      HOST: '::1',
      DATABASE_URL: 'postgres://coach:pw@db:5432/coach',
      DATA_DIR: '',
      LOG_LEVEL: 'warn',
      PUBLIC_URL: 'https://coach.example.org/',
      NATS_URL: 'nats://bus:4222',
      TRUST_PROXY: '10.0.0.0/8, 127.0.0.1',
      MAX_UPLOAD_FILE_MIB: '2',
    });
    expect(config).toMatchObject({
      port: 0,
      host: '::1',
      databaseUrl: 'postgres://coach:pw@db:5432/coach',
      dataDir: './data',
      logLevel: 'warn',
      publicUrl: 'https://coach.example.org',
      natsUrl: 'nats://bus:4222',
      trustProxy: ['10.0.0.0/8', '127.0.0.1'],
      maxUploadFileBytes: 2 * 1024 * 1024,
    });
    expect(readConfig({ TRUST_PROXY: 'true' }).trustProxy).toBe(true);
    expect(readConfig({ LAN_RELAYS: '1' }).lanPorts).toEqual({
      hds: 3476,
      'heart-rate-to-web': 6547,
      'heart-rate-on-stream': 4456,
    });
    expect(faultsOf({ LAN_RELAYS: 'yes' })).toContain('LAN_RELAYS must be 1 or 0');
  });

  it('takes a watched folder together with whose it is', () => {
    expect(readConfig({ WATCH_DIR: '/inbox', WATCH_ATHLETE: 'id' }).watch).toEqual({
      directory: '/inbox',
      athleteId: 'id',
    });
    expect(() => readConfig({ WATCH_DIR: '/inbox' })).toThrow(
      'WATCH_DIR and WATCH_ATHLETE must be set together',
    );
  });

  it('tells all faults in one message that names the variables and holds none of their values', () => {
    const env = {
      PORT: '99999',
      DATABASE_URL: 'mysql://hidden-value@db/x',
      LOG_LEVEL: 'shouting',
      PUBLIC_URL: 'https://hidden-value.example/path',
      NATS_URL: 'hidden-value',
      SECRET: 'hidden-value',
      MAX_UPLOAD_FILE_MIB: '-1',
    };
    const message = faultsOf(env);
    for (const name of Object.keys(env)) expect(message).toContain(name);
    for (const value of ['99999', 'hidden-value', 'shouting', 'mysql']) expect(message).not.toContain(value);
  });

  it.each(['3000.5', '1e3', '0x10', ' ', 'abc', '-1'])('never reads %j as a port', (PORT) => {
    expect(PORT.trim() === '' ? readConfig({ PORT }).port : faultsOf({ PORT })).toEqual(
      PORT.trim() === '' ? 3000 : expect.stringContaining('PORT'),
    );
  });

  it('reads a secret from the file that its _FILE variable names, without the trailing line break', () => {
    const secret = 's'.repeat(40);
    const config = readConfig({ SECRET_FILE: '/run/secrets/a' }, (path) => {
      expect(path).toBe('/run/secrets/a');
      return `${secret}\n`;
    });
    expect(config.secret).toBe(secret);
  });

  it('reads the FHIR server with its token from a file, and no password in its address', () => {
    const url = 'https://fhir.example/r4';
    const { fhirServer } = readConfig(
      { FHIR_SERVER_URL: url, FHIR_SERVER_TOKEN_FILE: '/t' },
      () => 'token\n',
    );
    expect(fhirServer).toEqual({ url, token: 'token' });
    expect(readConfig({ FHIR_SERVER_URL: url }).fhirServer).toEqual({ url, token: null });
    expect(faultsOf({ FHIR_SERVER_URL: 'https://a:hidden@fhir.example' })).toMatch(/FHIR_SERVER_TOKEN/);
    expect(faultsOf({ FHIR_SERVER_TOKEN: 'token' })).toMatch(/needs FHIR_SERVER_URL/);
  });

  it('refuses a secret file that is missing, empty, or set beside the plain variable', () => {
    const missing = (): string => {
      throw new Error('ENOENT');
    };
    expect(faultsOf({ SECRET_FILE: '/absent' }, missing)).toMatch(
      /SECRET_FILE names a file that cannot be read/,
    );
    expect(faultsOf({ SECRET_FILE: '/empty' }, () => '\n')).toMatch(/SECRET_FILE names an empty file/);
    expect(faultsOf({ DATABASE_URL: 'postgres://a/b', DATABASE_URL_FILE: '/x' })).toMatch(/both set/);
  });
});
