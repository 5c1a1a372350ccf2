// The README's pictures, taken from the demo: `node screenshots.mjs FOLDER`, or `cargo xtask screenshots`.
//
// Each shows one page from its top as someone at a desk sees it. Chromium's pictures are written as they
// come; one that is too heavy for a README is a reason to show less of the page.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { launchChromium, openPage, program, startFolkmoot } from './lib.mjs'

const WIDTH = 1280
const HEAVIEST = 300_000
const BOARD = '/worcestershire'

/** The meeting that is held for the picture of the table. */
const MEETING = 'management-group-2010-01-20'

/**
 * What to show: a page by its address; from which element on, if not from the top; for whom; how far down.
 */
const PICTURES = [
  { name: 'home', address: BOARD, height: 900 },
  { name: 'structure', address: `${BOARD}/structure`, from: 'main :is(h2, figcaption):visible', height: 1000 },
  { name: 'meeting', address: `${BOARD}/meetings/board-2007-04-18`, height: 1000 },
  { name: 'decision', address: `${BOARD}/decisions/board-2007-04-18-3`, height: 1100 },
  { name: 'office', address: `${BOARD}/office`, officer: true, height: 900 },
  { name: 'table', address: `${BOARD}/meetings/${MEETING}/table`, officer: true, height: 1100 }
]

/** Opens a meeting and puts a motion to the vote, so that the table has something on it. */
async function holdMeeting (folkmoot) {
  const words = ['token', '--data', path.join(folkmoot.data, 'data'), '--partnership', 'worcestershire', '--person', 'Marian Holt']
  const token = execFileSync(program(), words, { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim()
  const seat = name => `management-group.${name}`
  const there = ['chair', 'county-chief-executive', 'north-districts', 'south-districts', 'pct', 'police', 'fire', 'vcs', 'lsc']
  const item = 3
  const decision = `${MEETING}-${item}`
  const acts = [
    ...there.map(name => ({ act: 'meetings.record-arrival', meeting: MEETING, seat: seat(name), at: '13:55' })),
    { act: 'meetings.open', meeting: MEETING, at: '14:00' },
    { act: 'decisions.agree-by-consensus', meeting: MEETING, item: 2, text: 'The figures of the third quarter go to the Board with a note from each theme.' },
    { act: 'decisions.move-motion', meeting: MEETING, item, seat: seat('county-chief-executive'), text: 'That the stronger communities block is allocated by the number of parishes.' },
    { act: 'decisions.second-motion', decision, seat: seat('vcs') },
    { act: 'decisions.put-to-vote', decision, last_resort: 'The two districts could not agree, though the Chair asked twice.' },
    ...[['county-chief-executive', 'for'], ['north-districts', 'against'], ['pct', 'for'], ['police', 'for']]
      .map(([name, vote]) => ({ act: 'decisions.cast-vote', decision, seat: seat(name), vote }))
  ]
  const answer = await fetch(`${folkmoot.address}/api/v1/worcestershire/acts`, {
    method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(acts)
  })
  assert.equal(answer.status, 201, await answer.text())
}

async function signIn (page, link) {
  await page.goto(link)
  await Promise.all([page.waitForURL(url => !url.pathname.startsWith('/sign-in')), page.click('main form button[type=submit]')])
}

async function take (picture, page, origin, folder) {
  const url = origin + picture.address
  const answer = await page.goto(url, { waitUntil: 'load' })
  await page.evaluate(() => document.fonts.ready.then(() => true))
  assert.ok(answer.ok(), `${url} answers ${answer.status()}`)
  const top = picture.from ? (await page.locator(picture.from).first().boundingBox()).y - 24 : 0
  const whole = await page.evaluate(() => document.documentElement.scrollHeight)
  const clip = { x: 0, y: top, width: WIDTH, height: Math.min(picture.height, whole - top) }
  const bytes = await page.screenshot({ type: 'png', fullPage: true, clip, animations: 'disabled', caret: 'hide' })
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
    if (officer) {
      await signIn(page, Object.values(folkmoot.signIn)[0])
      await holdMeeting(folkmoot)
    }
    for (const picture of PICTURES.filter(picture => (picture.officer ?? false) === officer)) {
      await take(picture, page, folkmoot.address, folder)
    }
    await close()
  }
} finally {
  await browser.close()
  await folkmoot.stop()
}
