import { checkFederationForm } from './checkFederationForm';

const values = {
  name: 'demo',
  description: '',
  members: ['east', 'west'],
  reader: 'with-secrets',
} as const;

describe('checkFederationForm', () => {
  it('accepts a good form', () => {
    expect(checkFederationForm(values, ['other'])).toEqual({});
  });

  it.each(['', 'Demo', '-demo', 'demo-', 'a_b', 'a'.repeat(64)])(
    'refuses the name "%s"',
    name => {
      expect(checkFederationForm({ ...values, name }, [])).toEqual({
        name: 'invalid',
      });
    },
  );

  it('refuses a name that is taken', () => {
    expect(checkFederationForm(values, ['demo'])).toEqual({ name: 'taken' });
  });

  it('refuses a federation of one', () => {
    expect(checkFederationForm({ ...values, members: ['east'] }, [])).toEqual({
      members: 'too-few',
    });
  });
});
