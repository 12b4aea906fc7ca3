import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { BgProvider, Combobox, Flex, Text } from '@backstage/ui';
import {
  isFederationName,
  meshFederationTopologyReadPermission,
  type Federation,
} from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useCallback } from 'react';
import { meshFederationApiRef } from '../../../api';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import { namesInShort } from '../../../ui/facts/namesInShort';
import { loadPages } from '../../../ui/load/loadPages';
import { LoadView } from '../../../ui/load/LoadView';
import { useLoad } from '../../../ui/load/useLoad';
import type { Change } from '../Change';
import { useClosedOnLeave } from './useClosedOnLeave';

export interface FederationFieldProps {
  /** A leave needs one that exists. */
  readonly change: Change;
  readonly name: string;
  readonly onChange: (name: string) => void;
  readonly label?: string;
  readonly description?: string;
  readonly isRequired: boolean;
  readonly isDisabled: boolean;
  readonly isInvalid: boolean;
  /** Id of the element that says what is wrong. */
  readonly describedBy?: string;
}

function LoadedField(
  props: FederationFieldProps & { readonly federations: readonly Federation[] },
) {
  const { federations, change, name, onChange, label, describedBy, ...rest } =
    props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { key, ...closing } = useClosedOnLeave();
  const membersOf = ({ members }: Federation) =>
    t('picker.members', { members: namesInShort(members, members.length, t) });
  const existing = federations.find(federation => federation.name === name);
  const isNew = !existing && change === 'join' && isFederationName(name);
  const options = federations.map(federation => ({
    id: federation.name,
    label: federation.name,
    description: membersOf(federation),
  }));
  // While somebody types, the list lies over the note and would tell that nothing was found.
  const offered = isNew
    ? [...options, { id: name, label: name, description: t('picker.newOne') }]
    : options;
  const note = () => {
    if (existing) return membersOf(existing);
    if (isNew) return t('picker.newOne');
    return federations.length === 0 ? t('picker.noFederation') : '';
  };
  return (
    <Flex direction="column" gap="2">
      {/* The scaffolder's form is as light as a field on a page: it would not be seen. */}
      <BgProvider bg="neutral-1">
        <Combobox
          key={key}
          {...rest}
          {...closing}
          validationBehavior="aria"
          label={label ?? t('picker.federation')}
          aria-describedby={describedBy}
          options={offered}
          allowsCustomValue
          menuTrigger={options.length > 0 ? 'focus' : 'input'}
          search={{ inputValue: name, onInputChange: onChange }}
        />
      </BgProvider>
      <Text as="p" variant="body-small" color="secondary" role="status">
        {note()}
      </Text>
    </Flex>
  );
}

/** A federation that exists, or the name of a new one, with its members. */
export function FederationField(props: FederationFieldProps) {
  const api = useApi(meshFederationApiRef);
  const load = useLoad(
    useCallback(() => loadPages(page => api.listFederations(page)), [api]),
  );
  return (
    <LoadView load={load} permission={meshFederationTopologyReadPermission}>
      {({ items }) => <LoadedField {...props} federations={items} />}
    </LoadView>
  );
}
