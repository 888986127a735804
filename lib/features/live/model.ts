/** What a stream tells a browser: ids only, and only of cases that its person may see. The browser asks again for the rest. */
export interface News {
  cases: string[]
  /** Cases at which somebody looks, or no longer looks. */
  leases: string[]
  /** Look at everything again: something on every page changed, something went out of sight, or nobody knows. */
  isAll: boolean
}

/** More than anybody has on a screen: then all is said in one word. */
export const MOST_IDS = 200
