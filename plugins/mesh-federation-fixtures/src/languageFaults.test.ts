import { languageFaults } from './languageFaults';

const sentence = { sentence: true };

describe('languageFaults', () => {
  it.each([
    '1 cluster of east is unreachable.',
    '2 of 3 Pods have no sidecar.',
    'ConfigMap mesh: .data.mesh belongs to helm.',
    '1 of 2 Pods is new.',
    '0 of 1 new Pods are available.',
    'istiod reads it.',
    'orders.shop.svc has no port 80 in west.',
    'It listens on 127.0.0.1:80 and is closed.',
  ])('finds nothing in %j', text => {
    expect(languageFaults(text, sentence)).toEqual([]);
  });

  it.each([
    ['Restart undefined of east.', 'a value of the program'],
    ['It has {{count}} roots.', 'a placeholder'],
    ['1 workload(s).', 'a plural in brackets'],
    ['The  services.', 'two spaces'],
    ['The services : gone.', 'a space before a mark'],
    ['The roots of  and west.', 'an empty list'],
    ['1 of them are gone.', 'one of several'],
    ['1 of 2 Pods are new.', 'one of several'],
    ['2 of 2 Pods is new.', 'several of one'],
    ['2 of them is gone.', 'several of one'],
    ['It has 1 clusters.', '1 with a plural'],
    ['Restart 0 workload of east.', 'a number with a singular'],
    ['the services are gone.', 'no capital at the beginning'],
    ['The services are gone', 'no mark at the end'],
  ])('finds in %j: %s', (text, fault) => {
    expect(languageFaults(text, sentence)).toContain(fault);
  });
});
