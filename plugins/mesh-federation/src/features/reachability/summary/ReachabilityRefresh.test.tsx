import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { anEntityReachability } from '../../../__testUtils__/anEntityReachability';
import {
  anOverview,
  anUnknownOverview,
} from '../../../__testUtils__/anOverview';
import { renderEntityTab } from '../../../__testUtils__/renderEntityTab';
import { PATIENCE } from '../../../__testUtils__/renderPage';

const OBSERVE = 'mesh-federation.observation.create';

describe('ReachabilityRefresh', () => {
  jest.setTimeout(120_000);

  it('asks the clusters, shows that it does, and says which did not answer', async () => {
    const user = userEvent.setup();
    let answer = () => {};
    const { api } = await renderEntityTab({
      answers: {
        observe: () =>
          new Promise(resolve => {
            answer = () =>
              resolve({
                items: [anOverview('east'), anUnknownOverview('south')],
              });
          }),
      },
    });
    const button = await screen.findByRole(
      'button',
      { name: 'Ask the clusters again' },
      PATIENCE,
    );
    expect(button).toHaveAccessibleDescription(
      'Asks all clusters now; takes some seconds.',
    );
    const before = api.getEntityReachability.mock.calls.length;

    await user.click(button);
    expect(screen.getByText('Asking all clusters…')).toBeInTheDocument();
    expect(api.getEntityReachability).toHaveBeenCalledTimes(before);
    answer();

    expect(
      await screen.findByText(
        '1 of 2 clusters answered. No answer from south.',
      ),
    ).toBeInTheDocument();
    expect(api.getEntityReachability).toHaveBeenCalledTimes(before + 1);
  });

  it('only reloads for those who may not ask, and says so', async () => {
    const user = userEvent.setup();
    const { api } = await renderEntityTab({ denied: [OBSERVE] });
    const button = await screen.findByRole(
      'button',
      { name: 'Reload' },
      PATIENCE,
    );
    expect(button).toHaveAccessibleDescription(
      `Reloads the stored answer only. To ask the clusters again you need the permission ${OBSERVE}.`,
    );
    api.getEntityReachability.mockResolvedValueOnce(
      anEntityReachability({ at: '2020-01-01T00:00:00Z' }),
    );

    await user.click(button);

    expect(
      await screen.findByText('The stored answer was loaded again.'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/The oldest fact is from \d+ days ago/),
    ).toBeInTheDocument();
    expect(api.observe).not.toHaveBeenCalled();
  });

  it('says why the clusters could not be asked', async () => {
    const user = userEvent.setup();
    await renderEntityTab({
      answers: { observe: () => Promise.reject(new Error('too many calls')) },
    });

    await user.click(
      await screen.findByRole(
        'button',
        { name: 'Ask the clusters again' },
        PATIENCE,
      ),
    );

    expect(
      within(await screen.findByRole('alert')).getByText('too many calls'),
    ).toBeInTheDocument();
  });
});
