/** What a package says will be an error soon is one here: nobody reads warnings between a thousand lines of tests. */
process.on('warning', (warning) => {
  if (/client\.query\(\)/.test(warning.message)) throw warning
})
