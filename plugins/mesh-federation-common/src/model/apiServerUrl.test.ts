import { isApiServerUrl, isSameApiServer } from './apiServerUrl';

describe('isApiServerUrl', () => {
  it.each([
    'https://10.0.0.1:6443',
    'https://[2001:db8::1]:6443',
    'https://east.example.com',
    'https://gateway.example.com/k8s/clusters/c-m-1/',
  ])('takes %s', url => {
    expect(isApiServerUrl(url)).toBe(true);
  });

  it.each([
    ['another scheme', 'http://10.0.0.1:6443'],
    ['no scheme', '10.0.0.1:6443'],
    ['a user', 'https://me@east.example.com'],
    ['a user and a password', 'https://me:secret@east.example.com'],
    ['an empty user', 'https://@east.example.com'],
    ['a query', 'https://east.example.com/?token=x'],
    ['an empty query', 'https://east.example.com/?'],
    ['a fragment', 'https://east.example.com/#x'],
    ['a placeholder', 'https://east.example.com/${secret:token}'],
    ['a space', 'https://east.example.com/a b'],
    ['a line end', 'https://east.example.com/\nusers:'],
    ['a backslash', 'https:\\\\east.example.com'],
    ['other letters', 'https://\u0435ast.example.com'],
    ['nothing', ''],
    ['no end', `https://east.example.com/${'a'.repeat(3000)}`],
  ])('refuses %s', (_, url) => {
    expect(isApiServerUrl(url)).toBe(false);
  });
});

describe('isSameApiServer', () => {
  it.each([
    ['https://East.example.com', 'https://east.example.com/'],
    ['https://east.example.com:443', 'https://east.example.com'],
  ])('takes %s for %s', (a, b) => {
    expect(isSameApiServer(a, b)).toBe(true);
  });

  it.each([
    ['https://east.example.com', 'https://east.example.com:6443'],
    ['https://east.example.com', 'https://east.example.com.evil.example'],
    ['https://east.example.com', 'https://east.example.com/other'],
    ['not an address', 'not an address'],
    [undefined, undefined],
  ])('tells %s from %s', (a, b) => {
    expect(isSameApiServer(a, b)).toBe(false);
  });
});
