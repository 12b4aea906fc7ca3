import { affected } from '../federations/affected';
import { holdings } from '../federations/holdings';
import { entityParts } from '../reachability/entityParts';
import { entityReach } from '../reachability/entityReach';
import { serviceAnswer } from '../reachability/serviceAnswer';
import {
  proxiesToAsk,
  readDump,
  readServerDump,
} from '../reachability/testimony';
import { weigh, workloads } from '../reachability/weighing';
import {
  entityMesh,
  findings,
  overviews,
  trustReport,
} from '../mesh/meshViews';
import { issuers } from '../past/issuers';
import { silence } from '../past/silence';
import type { Known } from '../known/recall';

type Nothing = Readonly<Record<string, never>>;

/** All that can be asked about what is known. Answers are kept, so nobody may change them. */
export const questions = {
  overviews: ({ knowledge }: Known, _: Nothing) => overviews(knowledge),
  trust: (known: Known, _: Nothing) => trustReport(known),
  findings: (known: Known, _: Nothing) => findings(known),
  entityMesh,
  entityReach,
  entityParts,
  service: serviceAnswer,
  proxiesToAsk,
  readDump,
  readServerDump,
  workloads: (known: Known, _: Nothing) => workloads(known),
  weigh,
  affected,
  holdings,
  issuers: (known: Known, _: Nothing) => issuers(known),
  silence,
};

export type Questions = typeof questions;
export type Question = keyof Questions;
