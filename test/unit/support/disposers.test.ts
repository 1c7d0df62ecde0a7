import { describe, expect, it } from 'vitest';
import { createDisposers } from '../../support/disposers.ts';

describe('disposers of a test', () => {
  it('run in reverse, each once, though one throws', async () => {
    const disposers = createDisposers();
    const taken: string[] = [];
    disposers.add('database', (name) => taken.push(name));
    disposers.add('server', () => {
      taken.push('server');
      throw new Error('does not stop');
    });
    expect(disposers.add('browser', (name) => taken.push(name))).toBe('browser');
    await expect(disposers.run()).rejects.toThrow(AggregateError);
    expect(taken).toEqual(['browser', 'server', 'database']);
    await disposers.run();
    expect(taken).toHaveLength(3);
  });

  it('take down what a set-up had made when it throws half-way', async () => {
    const disposers = createDisposers();
    let isUp = false;
    const setUp = (): void => {
      isUp = true;
      disposers.add('server', () => (isUp = false));
      throw new Error('no browser');
    };
    expect(setUp).toThrow('no browser');
    await disposers.run();
    expect(isUp).toBe(false);
  });
});
