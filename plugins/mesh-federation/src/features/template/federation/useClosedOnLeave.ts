import { useEffect, useState } from 'react';

/**
 * Props of a combobox that close its list when the focus has left it. A list that opens while the
 * focus leaves stays open otherwise, and hides the rest of the page from assistive technology: the
 * combobox closes only what it has rendered as open.
 */
export function useClosedOnLeave(): {
  readonly key: number;
  readonly onFocusChange: (isFocused: boolean) => void;
  readonly onOpenChange: (isOpen: boolean) => void;
} {
  const [isFocused, setFocused] = useState(false);
  const [isOpen, setOpen] = useState(false);
  const [life, setLife] = useState(0);
  useEffect(() => {
    if (isOpen && !isFocused) {
      setOpen(false);
      setLife(last => last + 1);
    }
  }, [isOpen, isFocused]);
  return { key: life, onFocusChange: setFocused, onOpenChange: setOpen };
}
