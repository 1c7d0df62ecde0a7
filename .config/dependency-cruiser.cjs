/** The direction of the house: domain <- application <- adapters <- compose <- main. Type-only imports count. */

/** The floors of the domain from the ground up: a room reads those before it, never one after it. */
const floors = [
  'calendar',
  'timeline',
  'prescription',
  'session',
  'max-heart-rate',
  'bands',
  'four-by-four',
  'monitoring',
  'basis',
  'ceiling',
  'targets',
  'week',
  'coaching',
];

const floorsOfTheDomain = floors.slice(0, -1).map((room, index) => ({
  name: `domain-floor-of-${room}`,
  severity: 'error',
  from: { path: `^src/domain/${room}/` },
  to: { path: `^src/domain/(${floors.slice(index + 1).join('|')})/` },
}));

module.exports = {
  forbidden: [
    { name: 'no-circle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'domain-is-pure',
      comment: 'the domain imports nothing but itself: no npm, no node:, no other room',
      severity: 'error',
      from: { path: '^src/domain' },
      to: { pathNot: '^src/domain' },
    },
    ...floorsOfTheDomain,
    {
      name: 'application-knows-only-the-domain',
      severity: 'error',
      from: { path: '^src/application' },
      to: { pathNot: '^src/(domain|application)' },
    },
    {
      name: 'wire-is-shared-with-the-browser',
      comment: 'formats only: domain and portable npm packages, no node:',
      severity: 'error',
      from: { path: '^src/adapters/wire' },
      to: { path: '^src/(?!domain|adapters/wire)|^node:', dependencyTypesNot: ['npm'] },
    },
    {
      name: 'wire-has-no-node',
      severity: 'error',
      from: { path: '^src/adapters/wire' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'adapters-do-not-know-each-other',
      comment: 'only the shared wire formats cross from one adapter to another',
      severity: 'error',
      from: { path: '^src/adapters/([^/]+)/' },
      to: { path: '^src/adapters/(?!wire/)([^/]+)/', pathNot: '^src/adapters/$1/' },
    },
    {
      name: 'adapters-do-not-know-the-rim',
      severity: 'error',
      from: { path: '^src/adapters' },
      to: { path: '^src/(cli|web|compose|main|config)|^migrations', pathNot: '^src/config\\.ts$' },
    },
    {
      name: 'nobody-imports-compose',
      severity: 'error',
      from: { path: '^src', pathNot: '^src/(cli|compose)' },
      to: { path: '^src/compose' },
    },
    {
      name: 'the-page-sees-domain-and-wire',
      severity: 'error',
      from: { path: '^src/web' },
      to: { path: '^(src/(?!web|domain|adapters/wire))|^(test|migrations|fixtures)' },
    },
    {
      name: 'the-page-has-no-node',
      severity: 'error',
      from: { path: '^src/web' },
      to: { dependencyTypes: ['core'] },
    },
    { name: 'migrations-are-frozen', severity: 'error', from: { path: '^migrations' }, to: { path: '^src' } },
    {
      name: 'src-does-not-import-tests',
      severity: 'error',
      from: { path: '^(src|migrations)' },
      to: { path: '^(test|fixtures)' },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data|\\.cache)' },
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.js', '.mjs'],
    },
  },
};
