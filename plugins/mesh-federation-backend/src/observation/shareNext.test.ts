import { shareNext } from './shareNext';

/** Works whose ends the test decides. */
function works() {
  const ends: ((result: string | Error) => void)[] = [];
  const work = jest.fn(
    () =>
      new Promise<string>((resolve, reject) => {
        ends.push(result =>
          result instanceof Error ? reject(result) : resolve(result),
        );
      }),
  );
  const end = async (result: string | Error) => {
    ends.shift()!(result);
    await new Promise(setImmediate);
  };
  return { work, end };
}

describe('shareNext', () => {
  it('gives who asks while one runs the next one, and all of them the same', async () => {
    const share = shareNext<string>();
    const { work, end } = works();

    const first = share('a', work);
    const second = share('a', work);
    const third = share('a', work);
    expect(work).toHaveBeenCalledTimes(1);
    await end('first');
    expect(work).toHaveBeenCalledTimes(2);
    const fourth = share('a', work);
    await end('second');
    await end('third');

    expect(await Promise.all([first, second, third, fourth])).toEqual([
      'first',
      'second',
      'second',
      'third',
    ]);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('goes on after a failure, and begins anew when none runs', async () => {
    const share = shareNext<string>();
    const { work, end } = works();

    const first = share('a', work);
    const second = share('a', work);
    const failure = first.catch((error: Error) => error.message);
    await end(new Error('silent'));
    await end('second');
    expect(await failure).toBe('silent');
    expect(await second).toBe('second');

    void share('a', work);
    expect(work).toHaveBeenCalledTimes(3);
    await end('third');
  });

  it('lets works of other keys run beside it', async () => {
    const share = shareNext<string>();
    const { work } = works();

    void share('a', work);
    void share('b', work);

    expect(work).toHaveBeenCalledTimes(2);
  });
});
