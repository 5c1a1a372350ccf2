// Every public page of the demo, as a desk, a telephone and a browser without JavaScript show it.
//
// Each page must load without a complaint from the browser, give axe nothing to find and not scroll sideways.
// All pages are looked at before a test fails, so that one run shows everything there is to mend.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { axeFindings, crawl, launchChromium, NARROW, openPage, sidewaysFindings, startFolkmoot, WIDE } from './lib.mjs'

/** Fewer pages than the demo surely has would mean that the crawler went astray. */
const FEWEST = 50
const MOST = 600

/** Three years of meetings are pages of one kind: so many of each kind are looked at. */
const ALIKE = 5

/** Without JavaScript a page is the same document at every width, so the narrow one stands for both. */
const WAYS = [
  { name: 'at 1280 px', viewport: WIDE, javaScriptEnabled: true },
  { name: 'at 320 px', viewport: NARROW, javaScriptEnabled: true },
  { name: 'at 320 px without JavaScript', viewport: NARROW, javaScriptEnabled: false }
]

describe('every public page of the demo', () => {
  let folkmoot, browser, found

  before(async () => {
    folkmoot = await startFolkmoot()
    found = await crawl(folkmoot.address, { cap: MOST, alike: ALIKE })
    browser = await launchChromium()
  })

  after(async () => {
    await browser?.close()
    await folkmoot?.stop()
  })

  test('is reached by a link, and no link is dead', () => {
    assert.deepEqual(found.dead, [])
    for (const partnership of ['worcestershire', 'warwick']) assert.ok(found.pages.includes(`${folkmoot.address}/${partnership}`), partnership)
    assert.ok(found.pages.length >= FEWEST, `only ${found.pages.length} pages were found:\n${found.pages.join('\n')}`)
  })

  for (const way of WAYS) {
    test(`loads in order, reads well to axe and does not scroll sideways ${way.name}`, async () => {
      const { page, complaints, close } = await openPage(browser, { ...way, home: folkmoot.address })
      const wrong = []
      for (const url of found.pages) {
        const answer = await page.goto(url, { waitUntil: 'load' })
        if (!answer.ok()) wrong.push(`${url}: answers ${answer.status()}`)
        const findings = [...await axeFindings(page), ...await sidewaysFindings(page)]
        wrong.push(...findings.map(finding => `${url}: ${finding}`))
      }
      await close()
      wrong.push(...complaints)
      assert.equal(wrong.length, 0, `${wrong.length} to mend ${way.name}:\n${wrong.join('\n')}`)
    })
  }
})
