import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';

const root = dirname(dirname(fileURLToPath(import.meta.url)));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/data/**', '**/.cache/**', '**/node_modules/**', '**/*.mjs', '**/*.js'] },
  eslint.configs.recommended,
  tseslint.configs.strictTypeChecked,
  {
    languageOptions: {
      parserOptions: {
        project: [
          './tsconfig.json',
          './.config/tsconfig.web.json',
          './.config/tsconfig.worker.json',
          './.config/tsconfig.page-tests.json',
        ],
        tsconfigRootDir: root,
      },
    },
    rules: {
      // Typed arrays are indexed by bounds the loop proves; the assertion is the documentation.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/require-array-sort-compare': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      // There are no enums, and classes hide behind #private fields: a long search for what cannot be.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      eqeqeq: 'error',
      'no-console': 'error',
    },
  },
  {
    files: ['src/domain/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'process', message: 'the domain is pure' },
        { name: 'setTimeout', message: 'the domain has no clock' },
        { name: 'Buffer', message: 'the domain runs in the browser too' },
      ],
      'no-restricted-properties': [
        'error',
        {
          object: 'Date',
          property: 'now',
          message: 'the domain has no clock: take the instant as an argument',
        },
        { object: 'Math', property: 'random', message: 'the domain is deterministic' },
      ],
    },
  },
);
