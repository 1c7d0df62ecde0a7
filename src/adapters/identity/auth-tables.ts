/** Where better-auth keeps its rows: our table names, its own column names, created by our migrations. */
export const USER = {
  modelName: 'auth_user',
  additionalFields: { isOperator: { type: 'boolean', input: false, defaultValue: false, returned: false } },
} as const;
export const SESSION = { modelName: 'auth_session' };
export const ACCOUNT = { modelName: 'auth_account' };
export const VERIFICATION = { modelName: 'auth_verification' };
export const PASSKEY = { passkey: { modelName: 'auth_passkey' } };
export const TWO_FACTOR = { twoFactor: { modelName: 'auth_two_factor' } };
export const DEVICE_CODE = { deviceCode: { modelName: 'auth_device_code' } };
export const OAUTH_CLIENT = { oauthClient: { modelName: 'auth_oauth_client' } };
export const OAUTH_REFRESH_TOKEN = { oauthRefreshToken: { modelName: 'auth_oauth_refresh_token' } };
export const OAUTH_ACCESS_TOKEN = { oauthAccessToken: { modelName: 'auth_oauth_access_token' } };
export const OAUTH_CONSENT = { oauthConsent: { modelName: 'auth_oauth_consent' } };
