import { keepAnswers } from '../service/judging/known/KeptAnswers';
import type { MeshKnowledge } from '../service/judging/known/MeshKnowledge';
import type { Known } from '../service/judging/known/recall';

/** What is known, as a question gets it. */
export function knownForTest(knowledge: MeshKnowledge): Known {
  const answers = keepAnswers()(knowledge);
  return { knowledge, answers, entitiesOf: () => [] };
}
