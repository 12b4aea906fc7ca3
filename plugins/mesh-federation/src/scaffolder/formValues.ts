/** The text that a form has under a name; absent when it is empty or something else. */
export function textAt(
  formData: unknown,
  name: string | undefined,
): string | undefined {
  const value = valueAt(formData, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The texts that a form has under a name, one or several; empty when there are none. */
export function textsAt(
  formData: unknown,
  name: string | undefined,
): readonly string[] {
  return asTexts(valueAt(formData, name));
}

/** A text or several as several. */
export function asTexts(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter(
    (item): item is string => typeof item === 'string' && item !== '',
  );
}

function valueAt(formData: unknown, name: string | undefined): unknown {
  return name !== undefined &&
    typeof formData === 'object' &&
    formData !== null &&
    Object.hasOwn(formData, name)
    ? (formData as Record<string, unknown>)[name]
    : undefined;
}
