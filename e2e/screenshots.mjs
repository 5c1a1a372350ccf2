// The README's pictures, taken from the demo: `node screenshots.mjs FOLDER`, or `cargo xtask screenshots`.
//
// Each shows one page from its top as someone at a desk sees it. Chromium's pictures are written as they
// come; one that is too heavy for a README is a reason to show less of the page.

import assert from 'node:assert/strict'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { crawl, launchChromium, openPage, startFolkmoot } from './lib.mjs'

const WIDTH = 1280
const HEAVIEST = 300_000
const BOARD = '/worcestershire'

/**
 * What to show: a page by its address, or of those like it the one with most of what is wanted; for whom;
 * how far down.
 */
const PICTURES = [
  { name: 'home', address: BOARD, height: 900 },
  { name: 'structure', address: `${BOARD}/structure`, height: 1000 },
  { name: 'meeting', address: `${BOARD}/meetings/board-2007-04-18`, height: 1000 },
  { name: 'decision', like: /\/decisions\/board-2007-04-18-\d+$/, wanted: page => page.locator('table').count(), height: 1100 },
  { name: 'office', address: `${BOARD}/office`, officer: true, height: 900 },
  { name: 'table', like: /\/meetings\/[^/]+\/table$/, officer: true, wanted: page => page.locator('main form').count(), height: 1000 }
]

async function signIn (page, link) {
  await page.goto(link)
  await Promise.all([page.waitForURL(url => !url.pathname.startsWith('/sign-in')), page.click('main form button[type=submit]')])
}

/** The address of a picture: of several like it, the one with most of what is wanted. */
async function addressOf ({ address, like, wanted }, page, found) {
  if (address) return found.origin + address
  const candidates = found.pages.filter(url => like.test(new URL(url).pathname))
  assert.ok(candidates.length > 0, `no page like ${like} was found`)
  let best = { url: candidates[0], count: -1 }
  for (const url of candidates) {
    await page.goto(url)
    const count = await wanted(page)
    if (count > best.count) best = { url, count }
  }
  return best.url
}

async function take (picture, page, found, folder) {
  const url = await addressOf(picture, page, found)
  const answer = await page.goto(url, { waitUntil: 'load' })
  await page.evaluate(() => document.fonts.ready.then(() => true))
  assert.ok(answer.ok(), `${url} answers ${answer.status()}`)
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width: WIDTH, height: Math.min(picture.height, whole) })
  const bytes = await page.screenshot({ type: 'png', animations: 'disabled', caret: 'hide' })
  assert.ok(bytes.length < HEAVIEST, `${picture.name}.png would have ${bytes.length} bytes; show less of ${url}`)
  const file = path.join(folder, `${picture.name}.png`)
  await writeFile(file, bytes)
  console.log(`${file}: ${new URL(url).pathname}, ${bytes.length} bytes`)
}

const folder = process.argv[2]
assert.ok(folder, 'give the folder for the pictures')
await mkdir(folder, { recursive: true })
const folkmoot = await startFolkmoot()
const browser = await launchChromium()
try {
  for (const officer of [false, true]) {
    const { page, close } = await openPage(browser, { viewport: { width: WIDTH, height: 900 }, home: folkmoot.address })
    if (officer) await signIn(page, Object.values(folkmoot.signIn)[0])
    const cookie = (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ')
    const { pages } = await crawl(folkmoot.address + BOARD, { cap: 200, headers: { cookie } })
    const found = { origin: folkmoot.address, pages }
    for (const picture of PICTURES.filter(picture => (picture.officer ?? false) === officer)) {
      await take(picture, page, found, folder)
    }
    await close()
  }
} finally {
  await browser.close()
  await folkmoot.stop()
}
