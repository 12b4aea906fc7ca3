import { render, screen } from '@testing-library/react';
import App from './App';

const TIMEOUT = 60_000;

describe('App', () => {
  const environment = process.env;

  beforeEach(() => {
    process.env = {
      NODE_ENV: 'test',
      // An object here, although environment variables are strings: what the bundler puts there.
      APP_CONFIG: [
        {
          data: {
            app: { title: 'Test', baseUrl: 'http://localhost' },
            backend: { baseUrl: 'http://localhost:7007' },
          },
          context: 'test',
        },
      ],
    } as unknown as NodeJS.ProcessEnv;
  });

  afterEach(() => {
    process.env = environment;
  });

  it(
    'asks to sign in before it shows anything',
    async () => {
      render(App.createRoot());

      expect(
        await screen.findByRole(
          'button',
          { name: 'Enter' },
          { timeout: TIMEOUT },
        ),
      ).toBeInTheDocument();
    },
    TIMEOUT,
  );
});
