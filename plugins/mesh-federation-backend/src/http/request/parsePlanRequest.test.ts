import { InputError } from '@backstage/errors';
import { parseFederationSpec } from './parseFederationSpec';
import { parsePlanRequest } from './parsePlanRequest';

describe('parsePlanRequest', () => {
  it.each<[unknown, unknown]>([
    [{ kind: 'join' }, { kind: 'join' }],
    [
      { kind: 'join', restartWorkloads: true },
      { kind: 'join', restartWorkloads: true },
    ],
    [{ kind: 'leave' }, { kind: 'leave' }],
    [
      { kind: 'leave', clusters: ['b', 'a'], keepFlags: false },
      { kind: 'leave', clusters: ['a', 'b'], keepFlags: false },
    ],
  ])('reads %j', (body, expected) => {
    expect(parsePlanRequest(body)).toEqual(expected);
  });

  const CHOICE = {
    cluster: 'east',
    object: { apiVersion: 'v1', kind: 'ConfigMap', name: 'mesh' },
    choice: 'take-over',
    managers: ['kubectl'],
    fields: ['.data.mesh'],
  };

  it.each(['join', 'leave'])('reads choices for fields of a %s', kind => {
    const body = { kind, fields: [CHOICE] };

    expect(parsePlanRequest(body)).toEqual(body);
  });

  it.each<[string, unknown, string]>([
    ['no list', CHOICE, 'fields: '],
    ['another choice', [{ ...CHOICE, choice: 'force' }], 'fields.0.choice'],
    ['nobody to take over from', [{ ...CHOICE, managers: [] }], 'managers'],
    ['no field', [{ ...CHOICE, fields: [] }], 'fields.0.fields'],
    ['more than it takes', [{ ...CHOICE, all: true }], 'fields.0'],
  ])('refuses choices with %s', (_, fields, message) => {
    const body = { kind: 'join', fields };

    expect(() => parsePlanRequest(body)).toThrow(InputError);
    expect(() => parsePlanRequest(body)).toThrow(message);
  });

  it.each<[unknown, string]>([
    [undefined, 'body: must be a JSON object'],
    [[], 'body: must be a JSON object'],
    [{}, 'kind: must be one of join, leave'],
    [{ kind: 'rotate' }, 'kind: must be one of join, leave'],
    [{ kind: 'join', keepFlags: true }, 'keepFlags: unknown field'],
    [
      { kind: 'join', restartWorkloads: 'yes' },
      'restartWorkloads: must be true or false',
    ],
    [
      { kind: 'leave', clusters: [] },
      'clusters: must name one cluster or more',
    ],
    [{ kind: 'leave', clusters: ['a', 'a'] }, 'clusters[1]: "a" occurs twice'],
    [{ kind: 'leave', clusters: 'a' }, 'clusters: must be a list of strings'],
  ])('refuses %j and names the field', (body, message) => {
    expect(() => parsePlanRequest(body)).toThrow(InputError);
    expect(() => parsePlanRequest(body)).toThrow(message);
  });
});

describe('parseFederationSpec', () => {
  it('sorts the members and leaves the defaults to others', () => {
    expect(
      parseFederationSpec({
        members: ['west', 'east'],
        description: 'x',
        reader: 'without-secrets',
      }),
    ).toEqual({
      members: ['east', 'west'],
      description: 'x',
      reader: 'without-secrets',
    });
    expect(parseFederationSpec({ members: ['a', 'b'] })).toEqual({
      members: ['a', 'b'],
    });
  });

  it.each<[unknown, string]>([
    [null, 'body: must be a JSON object'],
    [{}, 'members: must be a list of strings'],
    [{ members: ['a'] }, 'members: must name two clusters or more'],
    [{ members: ['a', 1] }, 'members[1]: must be a non-empty string'],
    [{ members: ['a', 'b'], reader: 'x' }, 'reader: must be one of'],
    [{ members: ['a', 'b'], description: 1 }, 'description: must be a string'],
    [{ members: ['a', 'b'], name: 'x' }, 'name: unknown field'],
  ])('refuses %j and names the field', (body, message) => {
    expect(() => parseFederationSpec(body)).toThrow(InputError);
    expect(() => parseFederationSpec(body)).toThrow(message);
  });
});
