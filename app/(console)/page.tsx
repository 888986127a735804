import { forbidden, redirect } from 'next/navigation'
import { read } from '@/app/doors'
import { homeOf } from '@/components/shell/home'

export default async function Home(): Promise<never> {
  const home = homeOf((await read('shell.frame', {})).rooms)
  return home ? redirect(home) : forbidden()
}
