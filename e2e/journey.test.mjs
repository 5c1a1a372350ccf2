// One whole journey, from an empty folder to what the public reads, in real Chromium with a real mail server and a
// real calendar program: members are invited by e-mail and come with a passkey, read a paper that is for members,
// vote at the same moment from three browsers while the screen on the wall follows; the minutes are drafted,
// approved, published and sent; and a calendar that subscribes shows the meeting.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { readers, subscribe } from './lib-calendar.mjs'
import { letterTo, mailServer, sendingTo } from './lib-mail.mjs'
import { addPasskey, byName, giveDevice, invite, linkIn, pressLink, signInWithPasskey, signOut } from './lib-sign-in.mjs'
import { freePort, inDays, launchChromium, lookInto, openPage, program, startFolkmoot, until } from './lib.mjs'
import { comesToSay, isToldAloud, watch } from './live.mjs'

const house = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const ARRANGEMENTS = path.join(house, 'crates/testkit/src/three-rivers.toml')
const MOOT = 'three-rivers'

const PAPER = 'What the floods of the summer cost each village, in confidence until the Board has met.'
const MOTION = 'That the flood plan be adopted, with a review after the first winter.'
const SAID = 'Members heard what the floods had cost, and why the plan could not wait.'

/** Who sits on the Board, and where their letters go. The chair is nobody’s and has no vote. */
const CHAIR = ['Ada Chair', 'chair@example.org', 'board.chair']
const VOTERS = [
  ['Leo Leader', 'leader@example.org', 'board.leader'],
  ['Hal Health', 'health@example.org', 'board.health'],
  ['Vera Voluntary', 'voluntary@example.org', 'board.voluntary']
]

describe('the whole journey', () => {
  let data, mail, folkmoot, address, browser, first, officer, outsider, meeting
  /** The browsers of those who vote, by name, each with its device. */
  const members = new Map()
  const wrong = []
  const look = lookInto(wrong)
  const day = inDays(30)

  const at = step => `${address}/${MOOT}${step}`
  const of = step => at(`/meetings/${meeting}${step}`)
  const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
  const run = words => execFileSync(program(), [...words, '--data', data], { encoding: 'utf8' })
  const each = work => Promise.all([...members.values()].map(({ page }, nth) => work(page, nth)))
  const fillDay = async (page, day) => {
    const parts = day.split('-')
    for (const [nth, part] of ['Year', 'Month', 'Day'].entries()) await page.getByLabel(part, { exact: true }).fill(parts[nth])
  }

  before(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'folkmoot-journey-'))
    mail = await mailServer()
    browser = await launchChromium()
    // Terms of a year that began a month ago last beyond the meeting, whatever the date is.
    const from = inDays(-30)
    const printed = run(['init', '--partnership', MOOT, '--arrangements', ARRANGEMENTS, '--from', from, '--officer', 'Ann Officer'])
    first = new URL(/https?:\/\/\S+/.exec(printed)[0])
    const sheet = path.join(data, 'members.csv')
    const rows = [CHAIR, ...VOTERS].map(([name, email, seat]) => `${name},${name === CHAIR[0] ? email : ''},board,${seat},${from}`)
    await writeFile(sheet, ['Name,E-mail,Body,Seat,From', ...rows, ''].join('\n'))
    run(['import', sheet])
    const listen = `127.0.0.1:${await freePort()}`
    // Passkeys belong to a name, so the house is served under one, and its letters lead to it.
    address = byName(`http://${listen}`)
    folkmoot = await startFolkmoot({ words: ['serve', '--base-url', address], data, listen, env: sendingTo(mail) })
    first.host = new URL(address).host
    for (const [name] of VOTERS) members.set(name, await openPage(browser, { home: address }))
    officer = await openPage(browser, { home: address })
    outsider = await openPage(browser, { home: address })
  })

  after(async () => {
    await browser?.close()
    await folkmoot?.stop()
    await mail?.stop()
    await rm(data, { recursive: true, force: true })
  })

  test('the officer comes by the link that the installation printed, and has a passkey', async () => {
    const { page } = officer
    await giveDevice(page)
    await pressLink(page, first.href)
    await page.goto(`${address}/you/passkeys/add`)
    await look(page, 'journey-passkey')
    await addPasskey(page, 'Office computer')
    await page.goto(at('/office'))
    await look(page, 'journey-office')
  })

  test('three members are invited, by e-mail, and come with passkeys of their own', async () => {
    for (const [name, email] of VOTERS) {
      await invite(officer.page, address, MOOT, name, email)
      const letter = await letterTo(mail, email, /^Your invitation to Three Rivers/)
      const member = members.get(name)
      member.device = await giveDevice(member.page)
      const link = linkIn({ plain: letter.text }, '/sign-in/invitation')
      await member.page.goto(link)
      if (name === VOTERS[0][0]) await look(member.page, 'journey-invitation')
      await pressLink(member.page, link)
      assert.equal(new URL(member.page.url()).pathname, '/you/passkeys/add')
      await addPasskey(member.page, `${name}’s telephone`)
      assert.equal((await member.device.passkeys()).length, 1)
      // It is the passkey that lets them in from now on.
      await signOut(member.page)
      await signInWithPasskey(member.page, address, `/${MOOT}/desk`)
      assert.match(await member.page.innerText('body'), new RegExp(name))
    }
    await look(members.get(VOTERS[0][0]).page, 'journey-desk')
    await officer.page.goto(at('/office/invitations'))
    await look(officer.page, 'journey-invitations')
    assert.equal((await officer.page.innerText('main')).match(/Accepted on/g).length, VOTERS.length)
  })

  test('a meeting is called, and a paper put on its agenda for members only', async () => {
    const { page } = officer
    await page.goto(at('/meetings/call?body=board'))
    await fillDay(page, day)
    await page.getByLabel('Begins at').fill('10.30am')
    await page.getByLabel('Place').fill('Guildhall, Three Rivers')
    await page.getByLabel('Title').first().fill('Flood plan')
    await page.getByLabel('What it is for').first().selectOption('For decision')
    await look(page, 'journey-call')
    await Promise.all([page.waitForURL(url => !url.pathname.endsWith('/call')), press(page, 'Call the meeting')])
    meeting = /\/meetings\/([^/?#]+)/.exec(page.url())[1]
    assert.equal(meeting, `board-${day}`)
    await page.goto(of(''))
    await page.getByRole('link', { name: 'Add a paper to Flood plan' }).click()
    await page.getByLabel('Title of the paper').fill('What the floods cost')
    await page.locator('input[name="class.is"][value=members]').check()
    await page.setInputFiles('input[type=file]', { name: 'floods.txt', mimeType: 'text/plain', buffer: Buffer.from(PAPER) })
    await look(page, 'journey-paper')
    await Promise.all([page.waitForURL(url => !url.pathname.endsWith('/add')), press(page, 'Add the paper')])
    await page.goto(of('/issue'))
    await look(page, 'journey-issue')
    await press(page, 'Issue the agenda')
    await page.getByText('Agenda issued on').waitFor()
  })

  test('the agenda comes by e-mail and leads each member to the paper, and nobody else', async () => {
    for (const [name, email] of VOTERS) {
      const { page } = members.get(name)
      const letter = await letterTo(mail, email, /^Agenda: Three Rivers Board/)
      assert.match(letter.text, /Flood plan/)
      await page.goto(linkIn({ plain: letter.text }, `/meetings/${meeting}`))
      const link = page.locator('main').getByRole('link', { name: 'What the floods cost' }).first()
      const paper = await link.getAttribute('href')
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
      assert.equal(await readFile(await download.path(), 'utf8'), PAPER)
      assert.equal((await fetch(new URL(paper, address))).status, 404, 'whoever is not signed in finds nothing there')
    }
    await look(members.get(VOTERS[0][0]).page, 'journey-agenda')
    const { page } = outsider
    await page.goto(of(''))
    assert.doesNotMatch(await page.innerText('main'), /in confidence/)
    await look(page, 'journey-agenda-public')
    await officer.page.goto(of('/circulation'))
    assert.match(await officer.page.innerText('main'), /Opened by (?=.*Leo Leader)(?=.*Hal Health)(?=.*Vera Voluntary)/)
    await look(officer.page, 'journey-circulation')
  })

  test('a calendar program subscribes to a member’s feed and shows the meeting', async () => {
    const { page } = members.get(VOTERS[0][0])
    await page.goto(at('/desk'))
    await press(page, 'Make a secret address')
    const feed = (await page.locator('main code').innerText()).trim()
    await look(page, 'journey-calendar')
    const folder = path.join(data, 'calendar')
    await mkdir(folder)
    const calendar = await subscribe(folder, feed)
    await calendar.sync()
    const [year, month, date] = day.split('-')
    assert.match(await calendar.shows(`${date}.${month}.${year}`), /10:30 .*Three Rivers Board.*Guildhall.*CONFIRMED/)
    for (const { reader, events } of readers(await (await fetch(feed)).text())) assert.equal(events.length, 1, reader)
  })

  test('three members vote in one moment, from three browsers, and the wall follows', async () => {
    const { page } = officer
    await page.goto(of('/table'))
    for (const [name] of [CHAIR, ...VOTERS]) {
      await press(page, `Record arrival of ${name}`)
      await page.getByRole('button', { name: `Record departure of ${name}` }).waitFor()
    }
    await press(page, 'Open the meeting')
    await comesToSay(page, 'The meeting is open.')
    // The screen on the wall is another window of the officer's browser.
    const wall = await page.context().newPage()
    const screen = await watch(wall, of('/room'))
    const seats = await each(page => watch(page, of('/seat')))
    await putToVote(page)
    await comesToSay(wall, 'Vote open')
    await each(async page => {
      await comesToSay(page, MOTION)
      await isToldAloud(page, 'The vote is open')
    })
    await look(members.get(VOTERS[1][0]).page, 'journey-seat')
    await each(page => press(page, 'For'))
    await comesToSay(wall, '3 of 3')
    await each(page => comesToSay(page, 'Your vote FOR was recorded at'))
    await look(wall, 'journey-wall')
    await closeVote(page)
    await comesToSay(wall, 'Carried')
    await isToldAloud(wall, 'Carried')
    await each(page => comesToSay(page, 'Carried'))
    await screen.neverReloaded()
    assert.equal(seats.length, VOTERS.length)
  })

  test('the minutes are drafted, approved, published, and sent', async () => {
    const { page } = officer
    await page.goto(of('/table'))
    await press(page, 'Close the meeting')
    await press(page, 'Close the meeting')
    await comesToSay(page, 'The meeting is closed')
    await page.getByRole('link', { name: 'Write the minutes' }).click()
    await page.getByLabel('What was said').nth(1).fill(SAID)
    await press(page, 'Save')
    await comesToSay(page, 'The draft is saved.')
    await press(page, 'Put the draft in the book')
    await comesToSay(page, 'The draft is in the book.')
    await look(page, 'journey-drafted')
    await page.goto(of('/minutes/circulate'))
    await look(page, 'journey-circulate')
    await page.locator('main form button[type=submit]').click()
    await letterTo(mail, 'leader@example.org', /^Draft minutes: Three Rivers Board/)
    await page.goto(of('/minutes/approve'))
    await fillDay(page, day)
    await press(page, 'Continue')
    await press(page, 'Approve the minutes')
    await look(page, 'journey-publish')
    const decision = at(`/decisions/${meeting}-2`)
    assert.equal((await fetch(decision)).status, 404, 'the decision is not public before its minutes are')
    await press(page, 'Publish the minutes')
    await until('the decision is public', async () => (await fetch(decision)).status === 200)
    for (const [, email] of VOTERS) {
      const letter = await letterTo(mail, email, /^Minutes: Three Rivers Board/)
      assert.ok(!letter.text.includes(PAPER))
    }
    await outsider.page.goto(decision)
    await comesToSay(outsider.page, MOTION)
    await comesToSay(outsider.page, 'Carried')
    await look(outsider.page, 'journey-decision')
    await outsider.page.goto(of('/minutes'))
    await comesToSay(outsider.page, SAID)
    await look(outsider.page, 'journey-minutes')
  })

  test('every page on the way was in order, and no browser complained', () => {
    const complaints = [officer, outsider, ...members.values()].flatMap(opened => opened.complaints)
    // A refused form answers 422, which browsers write down as an error of the page's own address.
    const own = complaints.filter(complaint => !/status of 422/.test(complaint))
    assert.deepEqual([...own, ...wrong], [])
  })

  /** The motion moved, seconded and put to the vote at the officer's table, from where the meeting stands. */
  async function putToVote (page) {
    await page.getByRole('link', { name: 'Flood plan' }).first().click()
    await page.locator('.fm-agenda__item--now summary', { hasText: 'Move a motion' }).click()
    await choose(page, 'Who moves it', 'Leo Leader')
    await page.getByLabel('The motion').fill(MOTION)
    await press(page, 'Record the motion')
    await choose(page, 'Who seconds it', 'Hal Health')
    await look(page, 'journey-table')
    await press(page, 'Record the seconder')
    await press(page, 'Put to the vote')
    await page.getByLabel('Why consensus was not reached').fill('The Chair asked twice.')
    await press(page, 'Put to the vote')
    await comesToSay(page, 'Vote open')
  }

  async function closeVote (page) {
    await page.goto(of('/table'))
    await press(page, 'Close the vote')
    await comesToSay(page, 'It will be recorded as carried.')
    await look(page, 'journey-close')
    await press(page, 'Close the vote')
    await comesToSay(page, 'The vote is closed and counted.')
  }

  async function choose (page, list, name) {
    const options = page.getByLabel(list).locator('option')
    await options.first().waitFor({ state: 'attached' })
    const label = (await options.allTextContents()).find(label => label.startsWith(name))
    await page.getByLabel(list).selectOption({ label })
  }
})
