import type { ServicePort } from '../../../../model';
import { portByNumber } from './portByNumber';

const http: ServicePort = { name: 'http', port: 80, protocol: 'TCP' };
const quic: ServicePort = { name: 'quic', port: 80, protocol: 'UDP' };
const dns: ServicePort = { name: 'dns', port: 53, protocol: 'UDP' };

describe('portByNumber', () => {
  it('looks past UDP, whatever stands first', () => {
    expect(portByNumber([quic, http], 80)).toBe(http);
    expect(portByNumber([http, quic], 80)).toBe(http);
  });

  it('tells a port of UDP alone from none', () => {
    expect(portByNumber([dns, http], 53)).toBe(dns);
    expect(portByNumber([dns, http], 443)).toBeUndefined();
  });
});
