import { Flex, Text } from '@backstage/ui';
import { useId, type ReactNode } from 'react';

/** A part of a page under its own heading. */
export function Section(props: {
  readonly title: string;
  readonly description?: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <Flex direction="column" gap="3">
        <Flex align="end" justify="between" gap="4">
          <Flex direction="column" gap="1">
            <Text as="h2" variant="title-x-small" weight="bold" id={id}>
              {props.title}
            </Text>
            {props.description && (
              <Text as="p" color="secondary">
                {props.description}
              </Text>
            )}
          </Flex>
          {props.actions}
        </Flex>
        {props.children}
      </Flex>
    </section>
  );
}
