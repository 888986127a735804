import type { ReactNode } from 'react'
import { read } from '@/app/doors'
import { Frame } from '@/components/shell/frame'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  return <Frame frame={await read('shell.frame', {})}>{children}</Frame>
}
