import { Card, CardBody, CardHeader, Flex, Text } from '@backstage/ui';
import { useId, type ReactNode } from 'react';

/** One part of the cluster on a card of its own. */
export function PartCard(props: {
  readonly title: string;
  readonly description?: string;
  readonly children: ReactNode;
}) {
  const { title, description, children } = props;
  const id = useId();
  return (
    <Card aria-labelledby={id}>
      <CardHeader>
        <Flex direction="column" gap="1">
          <Text as="h2" variant="title-x-small" weight="bold" id={id}>
            {title}
          </Text>
          {description && (
            <Text as="p" variant="body-small" color="secondary">
              {description}
            </Text>
          )}
        </Flex>
      </CardHeader>
      <CardBody>{children}</CardBody>
    </Card>
  );
}
