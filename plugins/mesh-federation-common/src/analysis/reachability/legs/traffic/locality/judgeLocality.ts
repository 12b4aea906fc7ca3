import { finding } from '../../../../../findings/registry';
import type {
  Condition,
  Evidence,
  Finding,
  Standby,
} from '../../../../../model';
import { optional } from '../../../../../model/basics/optional';
import type { ClientClass } from '../../../configuration/clients/clientClasses';
import type { ClientGroup } from '../../../configuration/clients/clientGroups';
import {
  clientPlaces,
  type ClientPlace,
} from '../../../configuration/locality/clientPlaces';
import {
  preferenceFor,
  type Preference,
} from '../../../configuration/locality/preferenceFor';
import { serviceHost } from '../../../lookup/hostLookUp';
import { missingFact } from '../../../lookup/missingFact';
import { describeLocality } from '../../../lookup/topology/podLocality';
import { routesFor } from '../../../configuration/routes/routesFor';
import type { LegPart } from '../../../parts/conclude';
import { conditionOf } from '../../../parts/conditionOf';
import { describeStandby } from '../../../configuration/locality/describeStandby';
import type { LegInput } from '../../../question/Leg';
import { candidatesFor, turnOf, type Turn } from './compareProviders';

/** What is so for the clients of one place and the requests to one subset. */
interface Judged {
  readonly turn: Turn;
  readonly subset: string | undefined;
  /** Absent when no endpoint is nearer than another. */
  readonly preferred?: {
    readonly preference: Preference;
    readonly place: ClientPlace;
  };
}

/**
 * MF6140, MF6141: whether requests go to these endpoints while others are nearer. `classes`: the
 * clients whose sidecar routes the requests.
 */
export function judgeLocality(
  input: LegInput,
  classes: readonly ClientClass[],
): LegPart {
  const judged = classes.flatMap(({ group, members }) =>
    subsetsFor(input, group).flatMap(subset =>
      judgeSubset(input, { group, members }, subset),
    ),
  );
  const of = <K extends Turn['kind']>(kind: K) =>
    judged.flatMap(item =>
      item.turn.kind === kind
        ? [{ ...item, turn: item.turn as Extract<Turn, { kind: K }> }]
        : [],
    );
  const [leftOut, waiting] = [of('left-out'), of('standby')];
  const served = judged.length - leftOut.length;
  return {
    missing: of('unknown').flatMap(({ turn }) => turn.missing),
    findings:
      served === 0 ? leftOut.map(item => withoutShare(input, item)) : [],
    conditions: [
      ...(served === 0
        ? []
        : leftOut.map(item => onlyElsewhere(item, withoutShare(input, item)))),
      ...(waiting.length === served
        ? []
        : waiting.map(item => waits(input, item, standbyOf([item])))),
    ],
    evidence: [...leftOut, ...waiting].flatMap(becauseOf),
    ...optional({
      standby:
        waiting.length > 0 && waiting.length === served
          ? standbyOf(waiting)
          : undefined,
    }),
  };
}

/** Subsets of the Service to which the requests of a client are routed. */
function subsetsFor(
  input: LegInput,
  group: ClientGroup,
): readonly (string | undefined)[] {
  const routes = routesFor(input, group);
  if (routes.status === 'unknown') {
    // Said by those who judge the routes.
    return [];
  }
  const host = serviceHost(input.service);
  return routes.value === undefined
    ? [undefined]
    : [
        ...new Set(
          routes.value
            .flatMap(({ destinations }) => destinations)
            .filter(destination => destination.host === host)
            .map(({ subset }) => subset),
        ),
      ];
}

function judgeSubset(
  input: LegInput,
  { group, members }: ClientClass,
  subset: string | undefined,
): readonly Judged[] {
  const found = preferenceFor(input, group, subset);
  if (found.status === 'unknown') {
    const { cluster } = input.client;
    const missing = [missingFact(cluster, 'locality settings', found)];
    return [{ subset, turn: { kind: 'unknown', missing } }];
  }
  const preference = found.value;
  if (preference === undefined || isHeadless(input)) {
    return [{ subset, turn: { kind: 'first' } }];
  }
  const candidates = candidatesFor(input, group, subset);
  const { places, missing } = candidates.own;
  if (places.length === 0) {
    return missing.length === 0
      ? []
      : [{ subset, turn: { kind: 'unknown', missing } }];
  }
  return clientPlaces(input.client, members, preference).map(place => ({
    subset,
    turn: turnOf(input, preference, candidates, place),
    preferred: { preference, place },
  }));
}

/** Then the client chooses the address (istio/istio core/cluster.go convertResolution). */
function isHeadless({
  client,
  service,
  providerService,
}: LegInput): boolean | undefined {
  const own = client.service(service.namespace, service.name);
  const found = own.status === 'observed' ? own.value : undefined;
  return (found ?? providerService)?.headless;
}

function becauseOf({ preferred }: Judged): readonly Evidence[] {
  return preferred?.preference.because ?? [];
}

type Waiting = Judged & { readonly turn: Extract<Turn, { kind: 'standby' }> };

function standbyOf(items: readonly Waiting[]): Standby {
  const { preference } = items[0]!.preferred!;
  return {
    nearer: [...new Set(items.flatMap(({ turn }) => turn.nearer))],
    rule: preference.rule === 'distribution' ? 'locality' : preference.rule,
    because: preference.because,
    takesOver: preference.ejects
      ? 'when-not-ready-or-ejected'
      : 'when-not-ready',
  };
}

function waits(input: LegInput, item: Waiting, standby: Standby): Condition {
  const { client, service } = input;
  const found = finding('MF6140', {
    cluster: client.cluster,
    ...optional({ object: standby.because[0]?.object }),
    params: { host: serviceHost(service) },
    message: describeStandby(standby),
    evidence: standby.because,
  });
  return onlyElsewhere(item, found);
}

function onlyElsewhere(
  { preferred, subset }: Judged,
  found: Finding,
): Condition {
  const where = preferred && describeLocality(preferred.place.locality);
  const who = preferred ? `from ${preferred.place.name}` : 'from some clients';
  return conditionOf(
    found,
    subset === undefined ? 'client' : 'request',
    `Not ${who}${where ? ` in ${where}` : ''}${
      subset === undefined ? '' : ` to subset ${subset}`
    }: ${found.message}`,
  );
}

function withoutShare(
  { client, provider, service }: LegInput,
  { preferred }: Judged,
): Finding {
  const { preference, place } = preferred!;
  const [first] = preference.because;
  const from = describeLocality(place.locality);
  return finding('MF6141', {
    cluster: client.cluster,
    peer: provider.cluster,
    object: first!.object!,
    params: { from, to: provider.cluster },
    message: `Requests from ${from || 'an unknown locality'} in ${
      client.cluster
    } to ${serviceHost(service)} are shared out to ${(
      preference.settings.distribute ?? []
    )
      .flatMap(({ to }) => to)
      .join(', ')} alone, where ${provider.cluster} has no endpoint.`,
    evidence: preference.because,
  });
}
