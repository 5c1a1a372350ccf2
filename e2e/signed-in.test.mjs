// What each of the demo's people sees, where it is other than what the public sees: office, desk, table, seat,
// minutes under edit. The same demands as of public pages: in order, silent to axe, no sideways scroll.

import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { axeFindings, crawl, launchChromium, NARROW, openPage, sidewaysFindings, startFolkmoot, WIDE } from './lib.mjs'

/** The most pages followed for one person. */
const MOST = 300

/** Of pages of one kind, by their addresses, so many are followed. */
const FOLLOWED = 8

/** Of pages built of the same elements, so many are looked at. */
const ALIKE = 2

/** Whom the demo lets in: six of Worcestershire, three of Warwick. */
const ROLES = 9

/** The officer's daily work; a crawl that misses one of these has gone astray. */
const OFFICERS = [/\/office$/, /\/desk$/, /\/meetings\/call$/, /\/meetings\/[^/]+\/table$/, /\/meetings\/[^/]+\/minutes\/edit$/]

/** Without JavaScript a page is the same document at every width, so the narrow one stands for both. */
const WAYS = [
  { name: 'at 1280 px', viewport: WIDE, javaScriptEnabled: true },
  { name: 'at 320 px', viewport: NARROW, javaScriptEnabled: true },
  { name: 'at 320 px without JavaScript', viewport: NARROW, javaScriptEnabled: false }
]

/** Opens the link and presses its button, as a person does. */
async function signIn (page, link) {
  await page.goto(link)
  await Promise.all([page.waitForURL(url => !url.pathname.startsWith('/sign-in')), page.click('main form button[type=submit]')])
}

const cookieOf = async page => (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')

/** What a page says, without the frame that tells who is signed in. */
async function mainOf (url, cookie) {
  const answer = await fetch(url, { headers: { accept: 'text/html', cookie }, redirect: 'manual' })
  const text = await answer.text()
  return answer.status === 200 ? /<main[\s>].*<\/main>/s.exec(text)?.[0] ?? text : `answers ${answer.status}`
}

/** What a page is built of: its elements and their classes, each once. Forty people's pages are built alike. */
function builtOf (html) {
  const elements = [...html.matchAll(/<([a-z][a-z0-9-]*)(?:\s[^>]*?class="([^"]*)")?/g)].map(([, name, classes]) => `${name} ${classes ?? ''}`)
  return [...new Set(elements)].sort().join('|')
}

describe('every page of those who sign in', () => {
  let folkmoot, browser
  /** Contents looked at already, for whomever. */
  const looked = new Set()
  /** How many were looked at of each kind. */
  const kinds = new Map()

  before(async () => {
    folkmoot = await startFolkmoot()
    browser = await launchChromium()
  })

  after(async () => {
    await browser?.close()
    await folkmoot?.stop()
  })

  test('there is a link for each role', () => {
    assert.equal(Object.keys(folkmoot.signIn).length, ROLES, JSON.stringify(folkmoot.signIn))
  })

  for (let which = 0; which < ROLES; which++) {
    test(`number ${which + 1} of the demo's sign-in links`, async context => {
      const [role, link] = Object.entries(folkmoot.signIn)[which]
      const guide = await openPage(browser, { home: folkmoot.address })
      await signIn(guide.page, link)
      const cookie = await cookieOf(guide.page)
      const { pages, dead } = await crawl(guide.page.url(), { cap: MOST, alike: FOLLOWED, headers: { cookie } })
      await guide.close()
      assert.deepEqual(dead, [], `${role}: dead links`)

      const theirs = []
      const chosen = []
      for (const url of pages) {
        const seen = await mainOf(url, cookie)
        const content = new URL(url).pathname + seen
        if (looked.has(content) || seen === await mainOf(url, '')) continue
        looked.add(content)
        theirs.push(url)
        const kind = builtOf(seen)
        kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
        if (kinds.get(kind) <= ALIKE || OFFICERS.some(wanted => wanted.test(new URL(url).pathname))) chosen.push(url)
      }
      context.diagnostic(`${role}: ${pages.length} pages, ${theirs.length} of their own, ${chosen.length} looked at`)
      if (which === 0) {
        for (const wanted of OFFICERS) assert.ok(theirs.some(url => wanted.test(new URL(url).pathname)), `${role}: no page like ${wanted} was found:\n${theirs.join('\n')}`)
      }

      const wrong = []
      for (const way of WAYS) {
        const { page, complaints, close } = await openPage(browser, { ...way, home: folkmoot.address })
        await signIn(page, link)
        // The frame says who is signed in: one page that others see too is looked at for its sake.
        for (const url of [...chosen, `${folkmoot.address}/worcestershire`]) {
          const answer = await page.goto(url, { waitUntil: 'load' })
          if (!answer.ok()) wrong.push(`${url} ${way.name}: answers ${answer.status()}`)
          const findings = [...await axeFindings(page), ...await sidewaysFindings(page)]
          wrong.push(...findings.map(finding => `${url} ${way.name}: ${finding}`))
        }
        await close()
        wrong.push(...complaints.map(complaint => `${complaint} ${way.name}`))
      }
      assert.equal(wrong.length, 0, `${role}: ${wrong.length} to mend:\n${wrong.join('\n')}`)
    })
  }
})
