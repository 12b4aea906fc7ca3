import {
  Card,
  CardBody,
  CardFooter,
  CardHeader,
  Flex,
  Text,
} from '@backstage/ui';
import { useId, type ReactNode } from 'react';
import styles from './wrapping.module.css';

/** A card with a heading that names it. */
export function TitledCard(props: {
  readonly title: string;
  readonly description?: string;
  readonly footer?: ReactNode;
  readonly children: ReactNode;
}) {
  const { title, description, footer, children } = props;
  const id = useId();
  return (
    <Card className={styles.wrapping} aria-labelledby={id}>
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
      {footer && (
        <CardFooter>
          <Flex justify="end">{footer}</Flex>
        </CardFooter>
      )}
    </Card>
  );
}
