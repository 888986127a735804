export const clocks = {
  'clocks.noArray': 'There is no JSON array of clocks in {file}.',
} as const
