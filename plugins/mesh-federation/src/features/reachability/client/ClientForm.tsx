import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text, TextField } from '@backstage/ui';
import type { OwnClient } from '@mesh-federation/backstage-plugin-mesh-federation-common';
import { useState, type FormEvent } from 'react';
import { meshFederationTranslationRef } from '../../../translation/meshFederationTranslationRef';
import styles from './ClientForm.module.css';
import { useClientChoice, type ClientChoice } from './useClientChoice';
import { useDefaultClient } from './useDefaultClient';

function Fields(props: {
  readonly client: ClientChoice | undefined;
  readonly choose: (client: ClientChoice) => void;
}) {
  const { client, choose } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const [namespace, setNamespace] = useState(client?.clientNamespace ?? '');
  const [workload, setWorkload] = useState(client?.clientWorkload ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    choose({
      clientNamespace: namespace.trim(),
      clientWorkload: workload.trim(),
    });
  };
  return (
    <form
      className={styles.root}
      aria-label={t('reach.client.title')}
      onSubmit={submit}
    >
      <TextField
        size="small"
        label={t('reach.client.namespace')}
        value={namespace}
        onChange={setNamespace}
      />
      <TextField
        size="small"
        label={t('reach.client.workload')}
        value={workload}
        isDisabled={namespace.trim() === ''}
        onChange={setWorkload}
      />
      <Button type="submit" size="small" variant="secondary">
        {t('reach.client.show')}
      </Button>
      {client && (
        <Button size="small" variant="tertiary" onPress={() => choose({})}>
          {t('reach.client.any')}
        </Button>
      )}
    </form>
  );
}

/** Lets a reader ask about the requests of one's own workload: fixes then admit that one. */
export function ClientForm(props: {
  /** Of the reader; absent while they are not known. */
  readonly own?: readonly OwnClient[];
}) {
  const { own } = props;
  const { client, choose } = useClientChoice();
  useDefaultClient(own);
  const { t } = useTranslationRef(meshFederationTranslationRef);
  const { clientNamespace, clientWorkload } = client ?? {};
  const name = [clientNamespace, clientWorkload].filter(Boolean).join('/');
  const isOwn = own?.some(
    ({ namespace, workload }) =>
      namespace === clientNamespace && workload === clientWorkload,
  );
  return (
    <div>
      <Text as="p" variant="body-small" color="secondary">
        {client
          ? t(isOwn ? 'reach.client.own' : 'reach.client.chosen', { name })
          : t('reach.client.anybody')}
      </Text>
      {/* Another address, by a link or by Back, fills the fields anew. */}
      <Fields key={name} client={client} choose={choose} />
    </div>
  );
}
