export const SIGN_UP = ['open', 'invite', 'closed'] as const;

/** Who may make an account (U3): anybody, whoever was invited, or nobody. */
export type SignUp = (typeof SIGN_UP)[number];
