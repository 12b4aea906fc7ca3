import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Checkbox,
  CheckboxGroup,
  Radio,
  RadioGroup,
  Text,
} from '@backstage/ui';
import {
  compareStrings,
  type ClusterName,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useId, type ReactNode } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { namesInShort } from '../../../ui/facts/namesInShort';
import type { ClusterChoice } from './clusterChoices';
import styles from './ClusterField.module.css';
import { describeFacts, describeWhyNot } from './describeClusters';

/** The box or button of a cluster with what is known of it, which describes it. */
function Choice(props: {
  readonly choice: ClusterChoice;
  readonly children: (describedBy: string) => ReactNode;
}) {
  const { choice, children } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const id = useId();
  const { sameRootAs, whyNot } = choice;
  return (
    <div className={styles.choice}>
      {children(id)}
      <div id={id} className={styles.facts}>
        <Text as="p" variant="body-small" color="secondary">
          {describeFacts(choice, t)}
        </Text>
        {sameRootAs.length > 0 && (
          <Text as="p" variant="body-small" color="secondary">
            {t('picker.sameRoot', {
              clusters: namesInShort(sameRootAs, sameRootAs.length, t),
            })}
          </Text>
        )}
        {whyNot && (
          <Text as="p" variant="body-small" className={styles.problem}>
            {describeWhyNot(whyNot, t)}
          </Text>
        )}
      </div>
    </div>
  );
}

/** Clusters to choose one of, or several. */
export function ClusterChoices(props: {
  readonly choices: readonly ClusterChoice[];
  readonly several: boolean;
  readonly chosen: readonly ClusterName[];
  readonly onChange: (chosen: readonly ClusterName[]) => void;
  readonly label: string;
  readonly description?: string;
  readonly isRequired: boolean;
  readonly isDisabled: boolean;
  readonly isInvalid: boolean;
  readonly describedBy?: string;
}) {
  const { choices, several, chosen, onChange, describedBy, ...group } = props;
  if (several) {
    return (
      <CheckboxGroup
        {...group}
        validationBehavior="aria"
        aria-describedby={describedBy}
        value={[...chosen]}
        onChange={names => onChange([...names].sort(compareStrings))}
      >
        {choices.map(choice => (
          <Choice key={choice.name} choice={choice}>
            {id => (
              <Checkbox value={choice.name} aria-describedby={id}>
                {choice.label}
              </Checkbox>
            )}
          </Choice>
        ))}
      </CheckboxGroup>
    );
  }
  return (
    <RadioGroup
      {...group}
      validationBehavior="aria"
      aria-describedby={describedBy}
      value={chosen[0] ?? null}
      onChange={name => onChange([name])}
    >
      {choices.map(choice => (
        <Choice key={choice.name} choice={choice}>
          {id => (
            <Radio value={choice.name} aria-describedby={id}>
              {choice.label}
            </Radio>
          )}
        </Choice>
      ))}
    </RadioGroup>
  );
}
