import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { meshFederationTranslationRef } from '../../translation/meshFederationTranslationRef';

/** Says how many items of a list are not shown, and shows more of them. */
export function ShowMore(props: {
  readonly leftOut: number;
  readonly onMore: () => void;
}) {
  const { leftOut, onMore } = props;
  const { t } = useTranslationRef(meshFederationTranslationRef);
  if (leftOut === 0) return null;
  return (
    <Flex justify="center">
      <Button variant="tertiary" onPress={onMore}>
        {t('action.showMore', { count: leftOut })}
      </Button>
    </Flex>
  );
}
