import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { ProxyUpgrades } from './ProxyUpgrades';

describe('ProxyUpgrades', () => {
  it('survives a client that hangs up while its upgrade is handed back', async () => {
    const server = createServer();
    const handled = new Promise<Socket>(resolve => {
      server.on('request', (request, response) => {
        if (request.headers.upgrade) {
          resolve(request.socket);
        } else {
          response.end();
        }
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const upgrades = new ProxyUpgrades('/proxy');
    await fetch(`http://127.0.0.1:${port}/proxy/version`);
    // Another plugin, which leaves what is not its own alone.
    server.on('upgrade', () => {});
    upgrades.prepare();
    const client = connect(port, '127.0.0.1');
    client.write(
      'GET /proxy/exec HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n',
    );
    const socket = await handled;

    expect(() => socket.emit('error', new Error('ECONNRESET'))).not.toThrow();

    expect(socket.destroyed).toBe(true);
    client.destroy();
    upgrades.stop();
    server.closeAllConnections();
    server.close();
  });
});
