import { Button } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';

/** Saves a text as a file. */
export function DownloadButton(props: {
  readonly text: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly label: string;
}) {
  const { text, fileName, mediaType, label } = props;
  const download = () => {
    const url = URL.createObjectURL(new Blob([text], { type: mediaType }));
    const link = document.createElement('a');
    link.href = url;
    link.download = fileName;
    link.click();
    URL.revokeObjectURL(url);
  };
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiDownloadLine />}
      onPress={download}
    >
      {label}
    </Button>
  );
}
