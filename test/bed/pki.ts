/** The certificates of one cluster, made with openssl. */
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './process.ts';
import type { ClusterTopology } from './topology.ts';

const days = '365';

/**
 * Makes the CA, the API server's and the administrator's certificates and the key of service
 * account tokens, once.
 */
export async function ensurePki(
  folder: string,
  cluster: ClusterTopology,
): Promise<void> {
  const complete = join(folder, 'complete');
  if (existsSync(complete)) return;
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const openssl = (...args: string[]) => run('openssl', args, { cwd: folder });
  const key = (name: string) =>
    openssl(
      'ecparam',
      '-name',
      'prime256v1',
      '-genkey',
      '-noout',
      '-out',
      `${name}.key`,
    );

  await key('ca');
  await openssl(
    'req',
    '-x509',
    '-new',
    '-key',
    'ca.key',
    '-subj',
    `/CN=bed-ca-${cluster.name}`,
    '-days',
    days,
    '-out',
    'ca.crt',
  );

  const leaf = async (name: string, subject: string, extensions: string) => {
    await key(name);
    writeFileSync(join(folder, `${name}.ext`), extensions);
    await openssl(
      'req',
      '-new',
      '-key',
      `${name}.key`,
      '-subj',
      subject,
      '-out',
      `${name}.csr`,
    );
    await openssl(
      'x509',
      '-req',
      '-in',
      `${name}.csr`,
      '-CA',
      'ca.crt',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      days,
      '-extfile',
      `${name}.ext`,
      '-out',
      `${name}.crt`,
    );
    for (const ending of ['csr', 'ext'])
      rmSync(join(folder, `${name}.${ending}`));
  };
  const service = 'kubernetes.default.svc.cluster.local';
  const names = [
    'DNS:localhost',
    ...service
      .split('.')
      .slice(0, 3)
      .map((_, i, labels) => `DNS:${labels.slice(0, i + 1).join('.')}`),
    `DNS:${service}`,
    'IP:127.0.0.1',
    `IP:${cluster.nodeAddress}`,
    `IP:${cluster.apiServiceAddress}`,
  ];
  await leaf(
    'apiserver',
    '/CN=kube-apiserver',
    `extendedKeyUsage=serverAuth\nsubjectAltName=${names.join(',')}\n`,
  );
  await leaf(
    'admin',
    '/O=system:masters/CN=bed-admin',
    'extendedKeyUsage=clientAuth\n',
  );

  await key('sa');
  await openssl('ec', '-in', 'sa.key', '-pubout', '-out', 'sa.pub');
  writeFileSync(complete, '');
}
