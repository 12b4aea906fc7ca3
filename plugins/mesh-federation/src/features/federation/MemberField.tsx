import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Checkbox, CheckboxGroup } from '@backstage/ui';
import type {
  ClusterName,
  ClusterOverview,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';
import { FieldProblem } from '../../ui/action/FieldProblem';

/**
 * Choice of member clusters. Members that left the inventory stay choosable, so that they can be
 * taken out.
 */
export function MemberField(props: {
  readonly clusters: readonly ClusterOverview[];
  readonly members: readonly ClusterName[];
  readonly onChange: (members: readonly ClusterName[]) => void;
  readonly problem?: string;
}) {
  const { clusters, members, onChange, problem } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const known = new Set(clusters.map(c => c.cluster.name));
  const gone = members.filter(member => !known.has(member));
  return (
    <>
      <CheckboxGroup
        label={t('federations.members')}
        description={t('federations.membersDescription')}
        value={[...members]}
        onChange={value => onChange([...value].sort())}
        isRequired
        isInvalid={Boolean(problem)}
      >
        {clusters.map(({ cluster }) => (
          <Checkbox
            key={cluster.name}
            value={cluster.name}
            isDisabled={!cluster.usable && !members.includes(cluster.name)}
          >
            {cluster.title ?? cluster.name}
            {!cluster.usable &&
              ` (${t('clusters.unusable', {
                provider: cluster.authProvider,
              })})`}
          </Checkbox>
        ))}
        {gone.map(name => (
          <Checkbox key={name} value={name}>
            {`${name} (${t('federations.gone')})`}
          </Checkbox>
        ))}
      </CheckboxGroup>
      {problem && <FieldProblem>{problem}</FieldProblem>}
    </>
  );
}
