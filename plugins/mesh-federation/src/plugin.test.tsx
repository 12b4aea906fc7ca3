import plugin from './plugin';

describe('the plugin', () => {
  it.each([
    'api:mesh-federation',
    'page:mesh-federation',
    'entity-content:mesh-federation',
    'entity-card:mesh-federation/reachability',
    'entity-card:mesh-federation/cluster',
    'entity-card:mesh-federation/system',
  ] as const)('has the extension %s', id => {
    expect(plugin.getExtension(id)).toBeDefined();
  });
});
