// A meeting on many screens at once, in real Chromium: three members vote in the same moment and the screen on
// the wall follows; connections break and come back; and the secretary keeps the table with the keyboard alone.

import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePort, launchChromium, lookInto, startFolkmoot } from './lib.mjs'
import { callBoard, comesToSay, isLive, isLost, isToldAloud, linkFor, openBoard, putMotion, record, screenAt, signedIn, tokenFor, watch } from './live.mjs'

const MOTION = 'That the flood plan for the Severn and the Teme be adopted, with a review after the first winter.'
const NAMES = ['thorne', 'geoffrey marsh', 'motley', 'sunita', 'nandra', 'judith', 'farrant', 'oakley', 'redfern', 'siobhan', 'desmond', 'quayle', 'farraday', 'ollerton', 'haverley', 'beech']

describe('a meeting on many screens', () => {
  let folder, listen, folkmoot, browser, token, meeting, decision
  const people = {}
  const wrong = []
  const look = lookInto(wrong)

  const start = () => startFolkmoot({ data: path.join(folder, 'data'), listen })
  const at = screen => screenAt(folkmoot, meeting, screen)

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'folkmoot-live-'))
    listen = `127.0.0.1:${await freePort()}`
    folkmoot = await start()
    browser = await launchChromium()
    token = tokenFor(folkmoot)
    meeting = await callBoard(folkmoot, token)
    await openBoard(folkmoot, token, meeting)
    for (const [who, link] of [
      ['officer', folkmoot.signIn['Secretariat officer']],
      ['wall', folkmoot.signIn['Secretariat officer']],
      ['leader', folkmoot.signIn['Leader of Wychavon, member of the Board']],
      ['fire', linkFor(folkmoot, 'Paul Redfern')],
      ['worcester', linkFor(folkmoot, 'Cllr Sunita Rao')]
    ]) people[who] = await signedIn(browser, folkmoot, link)
  })

  after(async () => {
    await browser?.close()
    await folkmoot?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  // Requirement: ME11 at /{partnership}/meetings/{meeting}/room/live
  test('three members vote in one moment, and every screen follows by itself', async () => {
    const screens = {
      wall: await watch(people.wall.page, at('room')),
      officer: await watch(people.officer.page, at('table')),
      leader: await watch(people.leader.page, at('seat')),
      fire: await watch(people.fire.page, at('seat')),
      worcester: await watch(people.worcester.page, at('seat'))
    }
    const { wall, officer, ...members } = screens
    const item = await itemCalled('Flood plan')
    await record(folkmoot, token, { act: 'meetings.take-item', meeting, item })
    await comesToSay(wall.page, 'Flood plan')
    await comesToSay(wall.page, '40 minutes left')
    await look(wall.page, 'live-room-item')
    decision = await putMotion(folkmoot, token, meeting, item, MOTION)
    for (const { page } of Object.values(members)) {
      await comesToSay(page, 'A vote is open')
      await isToldAloud(page, 'The vote is open')
    }
    await comesToSay(wall.page, 'Vote open')
    await look(wall.page, 'live-room-vote')
    await look(members.leader.page, 'live-seat-vote')
    await Promise.all(Object.values(members).map(({ page }, nth) => page.getByRole('button', { name: ['For', 'For', 'Against'][nth], exact: true }).click()))
    await comesToSay(wall.page, '3 of')
    assert.ok(!/against/i.test(await wall.page.innerText('main')), 'the wall does not tell how anyone votes')
    await comesToSay(officer.page, '2 for, 1 against')
    for (const { page } of Object.values(members)) await comesToSay(page, 'was recorded at')
    const marked = await Promise.all(Object.values(members).map(({ page }) => watch(page, page.url())))
    await record(folkmoot, token, { act: 'decisions.close-vote', decision })
    await comesToSay(wall.page, 'Not carried')
    await isToldAloud(wall.page, 'Not carried')
    await look(wall.page, 'live-room-result')
    for (const screen of marked) {
      await comesToSay(screen.page, 'The last decision')
      await screen.neverReloaded()
    }
    await comesToSay(officer.page, 'Not carried')
    await wall.neverReloaded()
    await officer.neverReloaded()
  })

  test('what someone is writing stays, and so does focus', async () => {
    const { page } = people.leader
    const screen = await watch(page, at('seat'))
    await page.getByText('Have my dissent recorded').click()
    const words = page.getByLabel('What you wish to have recorded (optional)')
    await words.pressSequentially('The cost falls on ')
    const item = await itemCalled('Any other business')
    await record(folkmoot, token, [
      { act: 'meetings.take-item', meeting, item },
      { act: 'decisions.agree-by-consensus', meeting, item, text: 'That the next meeting is held in Evesham.' }
    ])
    await comesToSay(page, 'Any other business')
    await words.pressSequentially('two districts.')
    assert.equal(await words.inputValue(), 'The cost falls on two districts.')
    assert.equal(await page.evaluate(() => document.activeElement.localName), 'textarea')
    await page.getByRole('button', { name: 'Record my dissent' }).click()
    await comesToSay(page, 'Your dissent is recorded.')
    // A button that is put in place anew keeps the focus it had.
    const { page: other } = people.fire
    await watch(other, at('seat'))
    const second = await putMotion(folkmoot, token, meeting, await itemCalled('Annual report'), 'That the report be received.')
    await comesToSay(other, 'A vote is open')
    await other.getByRole('button', { name: 'Abstain', exact: true }).focus()
    await record(folkmoot, token, { act: 'decisions.cast-vote', decision: second, seat: 'board.fire', vote: 'for' })
    await comesToSay(other, 'as it stands')
    assert.equal(await other.evaluate(() => document.activeElement.value), 'abstain')
    await record(folkmoot, token, { act: 'decisions.close-vote', decision: second })
    await comesToSay(other, 'The last decision')
    assert.notEqual(await other.evaluate(() => document.activeElement.localName), 'body', 'focus is not lost with the button')
    await screen.page.reload()
  })

  // Requirement: ME11 at /{partnership}/meetings/{meeting}/seat
  test('a connection that breaks in the middle of a vote leaves no doubt', async () => {
    const { page } = people.worcester
    const item = await itemCalled('Flood plan')
    const again = `${meeting}-${item}`
    await record(folkmoot, token, { act: 'decisions.propose', meeting, item, text: 'That officers bring the plan back.' })
      .then(numbers => numbers.at(-1))
    const name = `${again}b`
    await watch(page, at('seat'))
    await comesToSay(page, 'A proposal asks where you stand')
    assert.ok(name)
    // The form reaches the server; the answer never reaches the browser.
    await page.route('**/seat', async route => {
      if (route.request().method() !== 'POST') return route.continue()
      await route.fetch({ maxRedirects: 0 })
      await route.abort('connectionreset')
    })
    await page.getByRole('button', { name: /^Support/ }).click({ noWaitAfter: true }).catch(() => {})
    await page.waitForTimeout(1_000)
    await page.unroute('**/seat')
    people.worcester.complaints.length = 0
    await page.goto(at('seat'))
    await comesToSay(page, '✓ Support')
    await record(folkmoot, token, { act: 'decisions.agree-by-consensus', meeting, item, decision: await openProposal(page) })
  })

  test('a vote that was sent and not answered was recorded, and counts once', async () => {
    const { page } = people.fire
    const item = await itemCalled('Any other business')
    const text = 'That the minutes are taken in shorthand.'
    const motion = await moved(item, text)
    await watch(page, at('seat'))
    await comesToSay(page, text)
    let sent
    await page.route('**/seat', async route => {
      if (route.request().method() !== 'POST') return route.continue()
      sent = route.request().postData()
      await route.fetch({ maxRedirects: 0 })
      await route.abort('connectionreset')
    })
    await page.getByRole('button', { name: 'For', exact: true }).click({ noWaitAfter: true }).catch(() => {})
    await page.waitForTimeout(1_000)
    await page.unroute('**/seat')
    people.fire.complaints.length = 0
    await page.goto(at('seat'))
    await comesToSay(page, 'Your vote FOR was recorded at')
    const line = /line (\d+) of the book/.exec(await page.innerText('main'))[1]
    // The browser sends the very same form again.
    const answered = await page.evaluate(async ({ address, sent }) => {
      const answer = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: sent })
      return answer.text()
    }, { address: at('seat'), sent })
    assert.match(answered, /That was recorded before\. It counts once\./)
    assert.match(answered, new RegExp(`Your vote FOR was recorded at [^,]+, line ${line} of the book`))
    await record(folkmoot, token, { act: 'decisions.close-vote', decision: motion })
  })

  test('a server that is killed and started again finds its screens', async () => {
    const { page } = people.wall
    const screen = await watch(page, at('room'))
    const seat = await watch(people.leader.page, at('seat'))
    await folkmoot.stop('SIGKILL')
    assert.match(await isLost(page), /^Connection lost, trying again\. What you see is from \d/)
    await isToldAloud(page, 'Connection lost')
    assert.ok(await page.getByRole('link', { name: 'Reload' }).isVisible())
    await look(page, 'live-room-lost')
    folkmoot = await start()
    await isLive(page, 40_000)
    await isLive(seat.page, 40_000)
    const item = await itemCalled('Annual report')
    await record(folkmoot, token, { act: 'meetings.take-item', meeting, item })
    await comesToSay(page, 'Annual report')
    await comesToSay(seat.page, 'Annual report')
    await screen.neverReloaded()
    await seat.neverReloaded()
    for (const { complaints } of Object.values(people)) complaints.length = 0
  })

  test('without JavaScript every screen works by being loaded again', async () => {
    const link = folkmoot.signIn['Secretariat officer']
    const { page, complaints, close } = await signedIn(browser, folkmoot, link, { javaScriptEnabled: false })
    for (const screen of ['room', 'table', 'seat']) {
      await page.goto(at(screen))
      if (screen === 'seat') continue
      assert.match(await page.innerText('[data-live-state]'), /^As it stood at \d/)
      await page.getByRole('link', { name: 'Reload' }).click()
      await look(page, `live-${screen}-no-script`)
    }
    await page.goto(at('room'))
    await page.getByRole('link', { name: 'Load this screen again every 15 seconds' }).click()
    assert.match(await page.content(), /http-equiv="refresh" content="15"/)
    await page.getByRole('link', { name: 'Stop that' }).click()
    assert.doesNotMatch(await page.content(), /http-equiv="refresh"/)
    assert.deepEqual(complaints, [])
    await close()
  })

  test('the secretary keeps the table with the keyboard alone', async () => {
    const { page } = people.officer
    const own = await callBoard(folkmoot, token, { days: 40 })
    await page.goto(screenAt(folkmoot, own, 'table'))
    await isLive(page)
    const { keyboard } = page
    await tabTo(page, 'command-line')
    for (const name of NAMES) {
      await typed(page, `in ${name}`, 'is in the room.')
      assert.equal(await focused(page), 'command-line', 'one is where one was')
    }
    await typed(page, 'in amory', 'is in the room.')
    await typed(page, 'in nobody at all', 'fits nobody')
    await tabTo(page, 'command-line')
    await keyboard.press('Control+A')
    await typed(page, 'open', 'The meeting is open.')
    await typed(page, 'next', 'The meeting is at item 1.')
    await look(page, 'live-table-keyboard')
    await tabTo(page, page.locator('.fm-agenda__item--now summary', { hasText: 'Agree by consensus' }))
    await keyboard.press('Enter')
    await tabTo(page, 'consensus-text')
    await keyboard.type('That the annual report be received with thanks.')
    await tabTo(page, page.getByRole('button', { name: 'Record the agreement' }))
    await keyboard.press('Enter')
    await comesToSay(page, 'Agreed by consensus')
    await page.waitForFunction(() => /^item-\d+$/.test(document.activeElement.id))
    await isLive(page)
    await tabTo(page, page.getByRole('button', { name: 'Close the meeting' }))
    await keyboard.press('Enter')
    await page.waitForSelector('text=Close the meeting?')
    await tabTo(page, page.getByRole('button', { name: 'Close the meeting' }))
    await keyboard.press('Enter')
    await comesToSay(page, 'The meeting is closed')
  })

  test('nothing was wrong with any of the screens', () => {
    const complaints = Object.values(people).flatMap(opened => opened.complaints)
    // A refused form answers 422, which browsers write down as an error of the page's own address.
    const own = complaints.filter(complaint => !/status of 4(09|22)/.test(complaint))
    assert.deepEqual([...own, ...wrong], [])
  })

  /** The number of an item of the meeting. */
  async function itemCalled (title) {
    const answer = await fetch(`${folkmoot.address}/api/v1/worcestershire/meetings/${meeting}`)
    const item = (await answer.json()).agenda.find(item => item.title.startsWith(title))
    assert.ok(item, `no item “${title}”`)
    return item.no
  }

  /** The name of the proposal that waits for positions, as the page has it. */
  const openProposal = page => page.locator('form[aria-label^="Position of"] input[name=decision]').first().inputValue()

  /** Another motion under an item, put to the vote. Gives its name. */
  async function moved (item, text) {
    const numbers = await record(folkmoot, token, { act: 'decisions.move-motion', meeting, item, seat: 'board.county-leader', text })
    assert.ok(numbers.length > 0)
    const page = people.officer.page
    await page.goto(`${at('table')}?item=${item}`)
    const id = await page.locator('.fm-motion', { hasText: text }).getAttribute('id')
    const name = id.replace(/^motion-/, '')
    await record(folkmoot, token, [
      { act: 'decisions.second-motion', decision: name, seat: 'board.fire' },
      { act: 'decisions.put-to-vote', decision: name, last_resort: 'It was tried.' }
    ])
    return name
  }

  const focused = page => page.evaluate(() => document.activeElement.id)

  /** Presses Tab until something has focus, and sees that focus shows at every step. */
  async function tabTo (page, wanted) {
    const there = () => typeof wanted === 'string'
      ? page.evaluate(id => document.activeElement.id === id, wanted)
      : wanted.first().evaluate(element => element === document.activeElement)
    for (let presses = 0; presses < 400; presses++) {
      if (await there()) return
      await page.keyboard.press('Tab')
      const shown = await page.evaluate(() => {
        const one = document.activeElement
        if (one === document.body) return true
        const { outlineStyle, outlineWidth, boxShadow, backgroundColor } = getComputedStyle(one)
        const inside = one.matches('input[type=radio], input[type=checkbox]') && getComputedStyle(one.nextElementSibling, '::before').boxShadow !== 'none'
        return (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' || backgroundColor === 'rgb(255, 207, 74)' || inside
      })
      if (!shown) wrong.push(`focus does not show on ${await page.evaluate(() => document.activeElement.outerHTML.slice(0, 120))}`)
    }
    assert.fail(`Tab never came to ${wanted}`)
  }

  /** Writes in the quick line, presses Enter, and waits for what is said. */
  async function typed (page, line, said) {
    await page.keyboard.type(line)
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    await comesToSay(page, said)
    await page.waitForFunction(() => document.readyState === 'complete')
  }
})
