import { createContext, useContext } from 'react';
import type { FindingSurroundings } from './FindingSurroundings';

const Surroundings = createContext<FindingSurroundings>({ clusters: [] });

/** Tells the findings below whom to ask about them, and in which federations they are. */
export const FindingContext = Surroundings.Provider;

/** What the page knows of the places that its findings are about. */
export function useFindingContext(): FindingSurroundings {
  return useContext(Surroundings);
}
