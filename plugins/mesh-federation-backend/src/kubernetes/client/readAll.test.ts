import type { ListPage } from './readAnswer';
import { readAll } from './readAll';

const objects = (count: number, prefix = 'a') =>
  Array.from({ length: count }, (_, index) => ({
    metadata: { name: `${prefix}${index}` },
  }));

const pageOf = (more: Partial<ListPage>) => ({
  ok: true as const,
  value: { apiVersion: 'v1', kind: 'PodList', items: [], ...more },
});

describe('readAll', () => {
  it('takes a page of two hundred thousand objects', async () => {
    const result = await readAll(async () =>
      pageOf({ items: objects(200_000) }),
    );

    expect(result.ok && result.value).toHaveLength(200_000);
    expect(result.ok && result.value[0]).toMatchObject({ kind: 'Pod' });
  });

  it('takes a list that goes on at the same place for an error', async () => {
    const page = jest.fn(async () =>
      pageOf({ items: objects(1), continue: 'again' }),
    );

    expect(await readAll(page)).toMatchObject({
      ok: false,
      error: { reason: { message: expect.stringContaining('does not end') } },
    });
    expect(page).toHaveBeenCalledTimes(2);
  });

  it('takes a list without end for an error, and not for what came so far', async () => {
    let asked = 0;
    const page = async () => {
      asked += 1;
      return pageOf({ items: objects(1), continue: `page ${asked}` });
    };

    expect(await readAll(page)).toMatchObject({
      ok: false,
      error: { reason: { kind: 'error' } },
    });
    expect(asked).toBeLessThan(3_000);
  });

  it('fails with the page that fails', async () => {
    const error = { reason: { kind: 'timeout' as const, message: 'late' } };
    const page = async (next: string | undefined) =>
      next === undefined
        ? pageOf({ items: objects(1), continue: 'next' })
        : { ok: false as const, error };

    expect(await readAll(page)).toEqual({ ok: false, error });
  });
});
