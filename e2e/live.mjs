// What tests of a live meeting share: a Board that is called and under way, people at their screens, and
// how to see that a screen follows by itself.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import path from 'node:path'
import { openPage, program } from './lib.mjs'

export const PARTNERSHIP = 'worcestershire'
export const OFFICER = 'Marian Holt'

/** Seats of the Board whose holders come: more than half of the members, and three who vote in the tests. */
export const PRESENT = [
  'chair', 'county-leader', 'bromsgrove-leader', 'malvern-hills-leader', 'redditch-leader', 'worcester-leader',
  'wychavon-leader', 'wyre-forest-leader', 'fire', 'pct', 'ambassadors-1', 'ambassadors-2', 'police',
  'mental-health-trust', 'probation', 'community-first', 'diocese'
]

/** Where the book of a demonstration is kept. */
export const dataOf = folkmoot => path.basename(folkmoot.data) === 'data' ? folkmoot.data : path.join(folkmoot.data, 'data')

const told = (folkmoot, words) => execFileSync(program(), [words[0], '--data', dataOf(folkmoot), ...words.slice(1)], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

/** A token with which a program acts for a person. */
export const tokenFor = (folkmoot, person = OFFICER) => told(folkmoot, ['token', '--partnership', PARTNERSHIP, '--person', person]).trim().split(/\s+/).pop()

/** A link that signs a person in once. */
export const linkFor = (folkmoot, person) => /https?:\/\/\S+/.exec(told(folkmoot, ['link', '--partnership', PARTNERSHIP, '--person', person, '--address', folkmoot.address]))[0]

/** Has acts recorded through the API, and gives their lines. */
export async function record (folkmoot, token, acts) {
  const answer = await fetch(`${folkmoot.address}/api/v1/${PARTNERSHIP}/acts`, {
    method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(acts)
  })
  const text = await answer.text()
  assert.equal(answer.status, 201, text)
  return JSON.parse(text).numbers
}

/** The holder of each seat of a meeting's body, by the seat's own name. */
export async function callBoard (folkmoot, token, { days = 1 } = {}) {
  const date = new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
  const agenda = [
    { title: 'Annual report of the Stronger Communities theme', purpose: 'discussion', minutes: 30, presenter: 'Richard Quayle' },
    { title: 'Flood plan', purpose: 'decision', minutes: 40, presenter: 'Colin Rathbone' },
    { title: 'Any other business', purpose: 'information', minutes: 5 }
  ]
  await record(folkmoot, token, { act: 'meetings.call', body: 'board', date, starts: '10:30', place: 'County Hall, Worcester', agenda })
  return `board-${date}`
}

/** Seats those who come, and opens the meeting. */
export async function openBoard (folkmoot, token, meeting, seats = PRESENT) {
  const arrivals = seats.map(seat => ({ act: 'meetings.record-arrival', meeting, seat: `board.${seat}` }))
  await record(folkmoot, token, [...arrivals, { act: 'meetings.open', meeting }])
}

/** Moves and seconds a motion under an item, and puts it to the vote. Gives its name. */
export async function putMotion (folkmoot, token, meeting, item, text) {
  const decision = `${meeting}-${item}`
  await record(folkmoot, token, [
    { act: 'decisions.move-motion', meeting, item, seat: 'board.county-leader', text },
    { act: 'decisions.second-motion', decision, seat: 'board.fire' },
    { act: 'decisions.put-to-vote', decision, last_resort: 'The Chair asked twice; two districts could not agree.' }
  ])
  return decision
}

/** A page of someone who opened their link and pressed its button. */
export async function signedIn (browser, folkmoot, link, options = {}) {
  const opened = await openPage(browser, { home: folkmoot.address, ...options })
  await opened.page.goto(link)
  await Promise.all([
    opened.page.waitForURL(url => url.pathname !== '/sign-in'),
    opened.page.click('main form button[type=submit]')
  ])
  return opened
}

/** One of the three pages of a meeting: `table`, `seat` or `room`. */
export const screenAt = (folkmoot, meeting, screen) => `${folkmoot.address}/${PARTNERSHIP}/meetings/${meeting}/${screen}`

/** Opens a screen, waits until it follows, and marks it, so that a later load of the page is noticed. */
export async function watch (page, address) {
  await page.goto(address)
  await isLive(page)
  const mark = randomUUID()
  await page.evaluate(mark => { window.folkmootMark = mark }, mark)
  return {
    page,
    /** Fails if the page was loaded again since. */
    neverReloaded: async () => assert.equal(await page.evaluate(() => window.folkmootMark), mark, `${address} was loaded again`)
  }
}

/** Waits until the page says that it is live. */
export const isLive = (page, timeout = 20_000) => page.waitForSelector('[data-live-stream][data-state=live]', { timeout })

/** Waits until the page says that the connection is lost, and gives its words. */
export async function isLost (page, timeout = 20_000) {
  await page.waitForSelector('[data-live-stream][data-state=lost]', { timeout })
  return page.textContent('[data-live-state]')
}

/** Waits until the page says something, without loading it again. */
export async function comesToSay (page, words, { within = 'main', timeout = 20_000 } = {}) {
  await page.waitForFunction(({ words, within }) => document.querySelector(within)?.innerText.includes(words), { words, within }, { timeout })
    .catch(async () => assert.fail(`“${words}” never came to ${page.url()}:\n${await page.innerText(within)}`))
}

/** Waits until something was said aloud. */
export const isToldAloud = async (page, words) => page.waitForFunction(
  words => document.querySelector('[data-live-says]').textContent.includes(words), words, { timeout: 20_000 })
  .catch(async () => assert.fail(`“${words}” was never said, but “${await page.textContent('[data-live-says]')}”`))
