/** Used links, pairing codes and counts of failed sign-ins: an erasure leaves them, for they name nobody and expire. */
export const EXPIRING_TABLES: readonly string[] = ['auth_verification', 'auth_device_code', 'auth_attempt'];
