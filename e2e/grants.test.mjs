// The register of grants, read by the schema of the 360Giving standard and its guidance (check-grants.py).

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { python, startFolkmoot } from './lib.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))

const judged = text => {
  const said = spawnSync(python(), [path.join(here, 'check-grants.py')], { input: text, encoding: 'utf8' })
  assert.equal(said.status, 0, said.stderr)
  return JSON.parse(said.stdout)
}

describe('the register of grants', () => {
  let folkmoot, example

  before(async () => {
    folkmoot = await startFolkmoot()
    example = await readFile(path.join(here, '../crates/opendata/src/grants-example.json'), 'utf8')
  })

  after(() => folkmoot?.stop())

  test('the example of the tests is valid', () => {
    assert.deepEqual(judged(example), { grants: 2, faults: [] })
  })

  test('the judge finds what is wrong', () => {
    const broken = [
      grant => { delete grant.awardDate },
      grant => { grant.awardDate = '18/04/2007' },
      grant => { grant.amountAwarded = '£176,468' },
      grant => { grant.currency = 'pounds' },
      grant => { grant.id = '1' },
      grant => { grant.url = 'not an address' },
      grant => { grant.title = 'x'.repeat(141) },
      grant => { grant.recipientOrganization[0].id = 'police' },
      grant => { grant.amountDisbursed = grant.amountAwarded + 1 }
    ]
    for (const breaks of broken) {
      const register = JSON.parse(example)
      breaks(register.grants[0])
      assert.notDeepEqual(judged(JSON.stringify(register)).faults, [], breaks.toString())
    }
  })

  test('the register of the demonstration is valid', async () => {
    const page = `${folkmoot.address}/worcestershire/money/grants`
    const answer = await fetch(`${page}/360giving.json`)
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('content-disposition'), /^attachment; filename="worcestershire-grants.json"/)
    const { grants, faults } = judged(await answer.text())
    assert.deepEqual(faults, [])
    assert.ok(grants > 0, 'there are grants')
  })
})
