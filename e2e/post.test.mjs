// Letters to a real mail server on this machine, from a served house with a real clock: they arrive whole, once,
// also when the program is killed in the middle; a refused address is shown; a slow server keeps no page waiting.
//
// The server is npm's smtp-server, what it takes is read by mailparser: nothing of ours.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { mailServer, sendingTo } from './lib-mail.mjs'
import { addPasskey, byName, giveDevice, pressLink } from './lib-sign-in.mjs'
import { inDays, launchChromium, lookInto, openPage, program, startFolkmoot, until } from './lib.mjs'

const house = path.dirname(path.dirname(fileURLToPath(import.meta.url)))
const ARRANGEMENTS = path.join(house, 'crates/testkit/src/three-rivers.toml')

/** Who sits on the Board; of the last one the mail server knows nothing. */
const MEMBERS = [
  ['Ada Chair', 'chair@example.org', 'board.chair'],
  ['Leo Leader', 'leader@example.org', 'board.leader'],
  ['Hal Health', 'health@example.org', 'board.health'],
  ['Vera Voluntary', 'voluntary@example.org', 'board.voluntary'],
  ['Ora Observer', 'observer@example.org', 'board.observer'],
  ['Gus Gone', 'gone@example.org', 'board.ambassador']
]

describe('letters to a real mail server', () => {
  let data, mail, folkmoot, browser, officerLink, officer
  const wrong = []
  const look = lookInto(wrong)
  // Terms of a year that began a month ago last beyond every meeting here, whatever the date is.
  const from = inDays(-30)
  const first = inDays(30)
  const meeting = `board-${first}`

  const run = (words, input) => execFileSync(program(), [...words, '--data', data], { encoding: 'utf8', input })
  const acts = list => run(['act'], list.map(act => JSON.stringify(act)).join('\n'))
  const call = day => ({
    act: 'meetings.call', body: 'board', date: day, starts: '10:30', place: 'Guildhall', agenda: [{ title: 'Flood plan', purpose: 'decision' }]
  })
  const issue = day => ({ act: 'meetings.issue-agenda', meeting: `board-${day}` })
  const about = subject => mail.taken.filter(letter => letter.subject.includes(subject))
  const serve = () => startFolkmoot({ words: ['serve'], data, env: sendingTo(mail) })

  before(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'folkmoot-post-'))
    mail = await mailServer({ refuses: ['gone@example.org'] })
    browser = await launchChromium()
    const printed = run(['init', '--partnership', 'three-rivers', '--arrangements', ARRANGEMENTS, '--from', from, '--officer', 'Ann Officer'])
    officerLink = new URL(/https?:\/\/\S+/.exec(printed)[0])
    const sheet = path.join(data, 'members.csv')
    const rows = MEMBERS.map(([name, email, seat]) => `${name},${email},board,${seat},${from}`)
    await writeFile(sheet, ['Name,E-mail,Body,Seat,From', ...rows, ''].join('\n'))
    run(['import', sheet])
    folkmoot = await serve()
    // What is past makes no letters: the house has looked where the book ends.
    await sleep(3_000)
    assert.equal(mail.taken.length, 0, 'what was recorded before makes no letters')
  })

  after(async () => {
    if (mail) mail.state.hold = false
    await browser?.close()
    await folkmoot?.stop()
    await mail?.stop()
    await rm(data, { recursive: true, force: true })
  })

  test('an agenda arrives whole: both forms, and the headers that tell what it is', async () => {
    acts([call(first), issue(first)])
    await until('five letters', () => about('Agenda:').length === 5)
    const letter = about('Agenda:').find(one => one.to.text.includes('leader@example.org'))
    assert.equal(letter.from.text, '"Three Rivers Partnership" <moot@three-rivers.example.org>')
    assert.match(letter.to.text, /Leo Leader/)
    assert.match(letter.subject, /^Agenda: Three Rivers Board, \w+day \d+ \w+ \d{4}$/)
    assert.match(letter.headers.get('content-type').value, /^multipart\/alternative/)
    assert.match(letter.messageId, /^<[0-9a-f]{32}@three-rivers\.example\.org>$/)
    assert.equal(letter.headers.get('auto-submitted'), 'auto-generated')
    assert.equal(letter.headers.has('list'), false, 'notice cannot be stopped')
    for (const form of [letter.text, letter.html]) {
      assert.ok(form.includes('Dear Leo Leader,') && form.includes('Flood plan'), form)
      assert.ok(form.includes(`${folkmoot.address}/three-rivers/meetings/${meeting}`), form)
    }
    const ids = mail.taken.map(one => one.messageId)
    assert.equal(new Set(ids).size, ids.length)
  })

  test('a supplement can be stopped from the letter itself, as RFC 8058 says', async () => {
    acts([{ act: 'meetings.add-item', meeting, item: { title: 'Bridge', purpose: 'discussion' }, late_reason: 'The flood did not wait.' }])
    await until('five letters', () => about('Supplement 1').length === 5)
    const letter = about('Supplement 1').find(one => one.to.text.includes('leader@example.org'))
    const list = letter.headers.get('list')
    const stop = list.unsubscribe.url
    assert.ok(stop.startsWith(`${folkmoot.address}/letters/stop/`), stop)
    assert.equal(list['unsubscribe-post'].name, 'List-Unsubscribe=One-Click')
    const { page, complaints } = await openPage(browser, { javaScriptEnabled: false, home: folkmoot.address })
    await page.goto(stop)
    await look(page, 'stop')
    const sent = await fetch(stop, { method: 'POST', body: 'List-Unsubscribe=One-Click', headers: { 'content-type': 'application/x-www-form-urlencoded' } })
    assert.equal(sent.status, 200)
    assert.ok((await sent.text()).includes('These letters are stopped'))
    assert.deepEqual(complaints, [])
  })

  test('an address that the mail server refuses is shown to the secretariat with its words', async () => {
    officer = await openPage(browser)
    const { page } = officer
    await giveDevice(page)
    const { host } = new URL(byName(folkmoot.address))
    officerLink.host = host
    await pressLink(page, officerLink.href)
    await page.goto(`http://${host}/you/passkeys/add`)
    await addPasskey(page, 'Office computer')
    await page.goto(`${byName(folkmoot.address)}/three-rivers/office/letters`)
    const shown = await page.innerText('main')
    assert.match(shown, /Gus Gone\s+gone@example\.org/)
    assert.match(shown, /no such mailbox here/)
    assert.match(shown, /Send it again/)
    await look(page, 'letters')
    await page.goto(`${byName(folkmoot.address)}/three-rivers/meetings/${meeting}/circulation`)
    assert.match(await page.innerText('main'), /Letters about this meeting/)
    await look(page, 'circulation')
    await page.goto(`${byName(folkmoot.address)}/three-rivers/desk/letters`)
    await look(page, 'wishes')
  })

  test('a slow mail server keeps no page waiting', async () => {
    mail.state.hold = true
    const day = inDays(60)
    acts([call(day), issue(day)])
    await until('a letter held back', () => mail.state.held > 0)
    for (const where of ['/three-rivers', '/three-rivers/meetings', `/three-rivers/meetings/board-${day}`]) {
      for (let time = 0; time < 5; time += 1) {
        const answer = await fetch(folkmoot.address + where)
        await answer.text()
        assert.equal(answer.status, 200)
        assert.ok(mail.state.held > 0, `${where} came only after the letter was taken`)
      }
    }
    mail.state.hold = false
    await until('all of them', () => new Set(about('Agenda:').map(one => one.messageId)).size === 10, 120_000)
  })

  test('killed in the middle and started again, each letter arrives, and once', async () => {
    const day = inDays(90)
    const before = mail.taken.length
    mail.state.hold = true
    acts([call(day), issue(day)])
    await until('letters in hand', () => mail.state.held > 0)
    await folkmoot.stop('SIGKILL')
    mail.state.hold = false
    await sleep(500)
    assert.equal(mail.taken.length, before, 'none was taken before it was killed')
    folkmoot = await serve()
    // Those that were in hand are free again once the time of whoever had them is over.
    await until('five letters', () => mail.taken.length === before + 5, 90_000)
    await sleep(3_000)
    const ids = mail.taken.slice(before).map(letter => letter.messageId)
    assert.equal(ids.length, 5)
    assert.equal(new Set(ids).size, 5)
  })

  test('every page on the way is in order', () => assert.deepEqual(wrong, []))
})
