// Read QuickStatements from standard input, and write what they were understood to mean as JSON.
const { createRequire } = require('node:module')
const { readFileSync } = require('node:fs')
const convert = createRequire(`${process.argv[2]}/package.json`)('quickstatements-to-wikibase-edit')
process.stdout.write(JSON.stringify(convert(readFileSync(0, 'utf8'))))
