/** A type of the model with arrays that may be changed, as the generated types have them. */
export type Body<T> = T extends readonly (infer Item)[]
  ? Body<Item>[]
  : T extends object
  ? { [Key in keyof T]: Body<T[Key]> }
  : T;

/**
 * The same value for `res.json`. The compiler checks by it that the model is what the OpenAPI
 * document says.
 */
export function toBody<T>(value: T): Body<T> {
  return value as Body<T>;
}
