import { describeClusterClientContract } from './contract/clusterClientContract';
import { FakeCluster } from './FakeCluster';

describeClusterClientContract('FakeCluster', async () => {
  const client = new FakeCluster(
    'contract',
    () => new Date('2026-06-01T00:00:00.000Z'),
  );
  client.text = path => (path === '/readyz' ? 'ok' : undefined);
  client.review = () => ({ allowed: true });
  return {
    client,
    createAs: async (manager, address, object) =>
      client.seed(address.plural, object, manager),
  };
});
