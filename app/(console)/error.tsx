'use client'
// Inside the frame, so that the rooms stay within reach when one page breaks.
export { default } from '@/app/error'
