import { describe, expect, it } from 'vitest';
import { missingPrograms, missingSentence, TEST_PROGRAMS } from '../../support/programs.ts';

describe('programs that the tests start', () => {
  it('counts a program as missing when the variable that names it leads nowhere', () => {
    expect(missingPrograms({ CHROMIUM: '/nowhere/chromium' })).toContain('chromium');
    expect(missingPrograms({ CHROMIUM: process.execPath })).not.toContain('chromium');
  });

  it('says in one sentence what is missing and with which command it is installed', () => {
    expect(missingSentence(['chromium', 'nginx'], 'linux')).toBe(
      'The tests need chromium, nginx, which this machine lacks; install with `apt-get install chromium nginx-light`, or the same programs by the package manager of this system, and run again.',
    );
    expect(missingSentence(['dbus-daemon'], 'darwin')).toContain('`brew install dbus`');
  });

  it('has a Debian package for each program', () => {
    for (const program of Object.values(TEST_PROGRAMS)) {
      expect(program.debianPackage).toMatch(/^[a-z][a-z0-9.+-]+$/);
    }
  });
});
