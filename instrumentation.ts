/** Once per server process, before it serves: the console's key is checked and the worker starts. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { serve } = await import('@/app/serve')
  await serve()
}
