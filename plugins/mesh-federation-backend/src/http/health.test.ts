import { startTestServer } from '../__testUtils__/startTestServer';

// A backend of its own.
jest.setTimeout(60_000);

describe('GET /health', () => {
  it('needs no token, and says what is alive and what is not', async () => {
    const server = await startTestServer();

    const alive = await server.call(undefined, 'get', '/health');
    server.clock.now = new Date(server.clock.now.getTime() + 60_000);
    const silent = await server.call(undefined, 'get', '/health');

    expect([alive.status, alive.body.status]).toEqual([200, 'ok']);
    expect(silent.status).toBe(503);
    expect(silent.body).toMatchObject({
      status: 'degraded',
      worker: { alive: false, allowedSilenceSeconds: 30 },
      schedule: { alive: true },
    });
  });
});
