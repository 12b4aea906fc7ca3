import plugin from './plugin';

describe('the plugin', () => {
  it.each([
    'api:mesh-federation',
    'page:mesh-federation',
    'entity-content:mesh-federation',
  ] as const)('has the extension %s', id => {
    expect(plugin.getExtension(id)).toBeDefined();
  });
});
