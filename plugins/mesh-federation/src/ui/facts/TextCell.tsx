import { Cell, Text } from '@backstage/ui';

/** A cell of a table whose words wrap: `CellText` cuts what is wider than its column. */
export function TextCell(props: {
  readonly title: string;
  readonly description?: string;
}) {
  const { title, description } = props;
  return (
    <Cell>
      <Text as="p">{title}</Text>
      {description && (
        <Text as="p" variant="body-small" color="secondary">
          {description}
        </Text>
      )}
    </Cell>
  );
}
