import { z } from 'zod'

/** A message as the team keeps it. `language` is a BCP 47 tag: de, pt-BR. */
export const preset = z.object({
  title: z.string().trim().min(1).max(100),
  language: z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/),
  text: z.string().trim().min(1).max(5000),
})
export type Preset = z.infer<typeof preset>

export interface PresetView extends Preset {
  id: string
  version: number
  changedBy: string
  changedAt: string
}

export interface PresetList {
  rows: PresetView[]
  /** May write, change and remove them. */
  mayChange: boolean
  now: string
}
