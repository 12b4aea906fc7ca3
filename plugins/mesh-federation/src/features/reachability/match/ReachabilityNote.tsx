import {
  assertNever,
  shellCommand,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import type { Entity } from '@backstage/catalog-model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { EmptyNote } from '../../../ui/layout/EmptyNote';
import { TextToCopy } from '../../finding/TextToCopy';
import type { EntityMatchState, EntitySearch } from './describeEntityMatch';
import { describeNoMatch } from './describeNoMatch';
import styles from './ReachabilityNote.module.css';
import { annotationSample, labelSample } from './yamlSamples';

function commandFor({ selector, namespace }: EntitySearch): string {
  const where = namespace ? ['--namespace', namespace] : ['--all-namespaces'];
  return shellCommand([
    'kubectl',
    'get',
    'services',
    ...where,
    '--selector',
    selector,
  ]);
}

function Fact(props: { readonly label: string; readonly children: ReactNode }) {
  return (
    <div className={styles.fact}>
      <dt>{props.label}</dt>
      <dd>{props.children}</dd>
    </div>
  );
}

function SearchNote(props: {
  readonly title: string;
  readonly todo: string;
  readonly search: EntitySearch;
  readonly action?: ReactNode;
}) {
  const { title, todo, search, action } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  return (
    <div className={styles.root}>
      <Text as="h2" variant="title-x-small" weight="bold">
        {title}
      </Text>
      <dl className={styles.facts}>
        <Fact label={t('reach.noMatch.selector')}>
          <code>{search.selector}</code>
        </Fact>
        <Fact label={t('reach.noMatch.namespace')}>
          {search.namespace ?? t('reach.noMatch.allNamespaces')}
        </Fact>
        <Fact label={t('reach.noMatch.lookedIn')}>
          {[...search.presentIn, ...search.absentFrom].join(', ') ||
            t('reach.noMatch.nowhere')}
        </Fact>
        {search.unknownIn.length > 0 && (
          <Fact label={t('reach.noMatch.notLookedIn')}>
            <ul className={styles.reasons}>
              {search.unknownIn.map(({ cluster, reason }) => (
                <li key={cluster}>
                  {[cluster, reason].filter(Boolean).join(': ')}
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
      <Text as="p">{todo}</Text>
      <TextToCopy title={t('reach.noMatch.todo')} text={commandFor(search)} />
      {action}
    </div>
  );
}

/**
 * Why there is nothing to show about an entity's Services, how they were looked for, and what to
 * do.
 */
export function ReachabilityNote(props: {
  readonly entity: Entity;
  readonly match: {
    readonly state: Exclude<EntityMatchState['state'], 'found'>;
    readonly search: EntitySearch;
  };
  readonly action?: ReactNode;
}) {
  const { entity, match, action } = props;
  const { state, search } = match;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const title = describeNoMatch(match, {
    name: entity.metadata.title ?? entity.metadata.name,
    t,
  });
  switch (state) {
    case 'no-annotation':
      return (
        <div className={styles.root}>
          <Text as="h2" variant="title-x-small" weight="bold">
            {title}
          </Text>
          <Text as="p">{t('reach.noAnnotation.description')}</Text>
          <TextToCopy
            title="catalog-info.yaml"
            what="yaml"
            text={annotationSample(entity.metadata.name)}
          />
          <Text as="p">{t('reach.noAnnotation.services')}</Text>
          <TextToCopy
            title={t('reach.noAnnotation.service')}
            what="yaml"
            text={labelSample(entity.metadata.name)}
          />
        </div>
      );
    case 'no-clusters':
      return (
        <EmptyNote
          title={title}
          description={
            search.onlyCluster
              ? t('reach.noClusters.onlyCluster', {
                  cluster: search.onlyCluster,
                })
              : t('reach.noClusters.description')
          }
          action={action}
        />
      );
    case 'no-match':
      return (
        <SearchNote
          title={title}
          todo={t('reach.noMatch.todoText')}
          search={search}
          action={action}
        />
      );
    case 'match-unknown':
      return (
        <SearchNote
          title={title}
          todo={t('reach.noMatch.todoUnknown')}
          search={search}
          action={action}
        />
      );
    case 'no-ports':
      return (
        <SearchNote
          title={title}
          todo={t('reach.noMatch.portsDescription')}
          search={search}
          action={action}
        />
      );
    default:
      return assertNever(state);
  }
}
