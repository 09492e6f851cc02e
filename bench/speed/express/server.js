// Seed one as it was described: an Express server that reads and hashes the patch at every check.
const crypto = require('crypto')
const fs = require('fs')
const express = require('express')

const [port, patch] = process.argv.slice(2)
const links = new Map()
const app = express()
app.use(express.json())

app.post('/api/patch/version', (req, res) => {
  const { version, md5 } = req.body
  if (!version) return res.status(400).json({ error: 'version required' })
  if (!fs.existsSync(patch)) return res.status(500).json({ error: 'Patch file not found' })
  const digest = crypto.createHash('md5').update(fs.readFileSync(patch)).digest('hex')
  if (md5 === digest) return res.json({ update: false, message: 'Already up-to-date patch' })
  const token = crypto.randomBytes(16).toString('hex')
  links.set(token, Date.now() + 60000)
  res.json({ update: true, version, url: '/api/patch/download/' + token })
})

app.listen(Number(port), '127.0.0.1')
