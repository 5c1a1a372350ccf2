// The calendar feeds in the hands of programs that people use: four readers, and one calendar program (khal, fed
// by vdirsyncer) that subscribes to the running server while meetings are called, moved and cancelled.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { readers, subscribe } from './lib-calendar.mjs'
import { program, startFolkmoot } from './lib.mjs'

const run = promisify(execFile)
const PARTNERSHIP = 'worcestershire'
const SECRETARY = 'Marian Holt'

/** A name that fills several lines, with letters of two, three and four octets where lines are folded. */
const LONG = 'Neuadd y Dref, Llanfairpwllgwyngyll; the “Ŵyl” room, first floor: turn left at the bridge 🌉🌉🌉 over the Severn, “Afon Hafren”, then ' + 'ŵ€🌉'.repeat(12)

/** Meetings called here: id, when, and what any reader has to make of it. The clocks change on 31 October 2010. */
const MEETINGS = [
  { date: '2010-10-30', starts: '10:30', from: '2010-10-30T09:30:00Z' },
  { date: '2010-10-31', starts: '00:30', from: '2010-10-30T23:30:00Z' },
  { date: '2010-11-01', starts: '10:30', from: '2010-11-01T10:30:00Z' }
]

describe('calendars in real programs', () => {
  let folkmoot, token, folder, cookie

  const at = address => `${folkmoot.address}/${PARTNERSHIP}${address}`
  const feed = async address => {
    const answer = await fetch(address)
    assert.equal(answer.status, 200, address)
    assert.match(answer.headers.get('content-type'), /^text\/calendar; charset=utf-8$/)
    return answer.text()
  }
  const acts = async acts => {
    const answer = await fetch(`${folkmoot.address}/api/v1/${PARTNERSHIP}/acts`, {
      method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(acts)
    })
    assert.equal(answer.status, 201, await answer.text())
  }
  const form = (address, fields = {}) => fetch(at(address), {
    method: 'POST', redirect: 'manual', headers: { cookie, origin: folkmoot.address, accept: 'text/html' }, body: new URLSearchParams(fields)
  })

  before(async () => {
    folkmoot = await startFolkmoot()
    folder = await mkdtemp(path.join(tmpdir(), 'folkmoot-calendar-'))
    const made = await run(program(), ['token', '--data', path.join(folkmoot.data, 'data'), '--partnership', PARTNERSHIP, '--person', SECRETARY])
    token = made.stdout.trim()
    const link = new URL(folkmoot.signIn['Leader of Wychavon, member of the Board'])
    const entered = await fetch(new URL('/sign-in', link), {
      method: 'POST', redirect: 'manual', headers: { origin: folkmoot.address }, body: new URLSearchParams({ code: link.searchParams.get('code') })
    })
    cookie = entered.headers.get('set-cookie').split(';')[0]
    await acts(MEETINGS.map(({ date, starts }) => ({
      act: 'meetings.call', body: 'board', date, starts, place: LONG, agenda: [{ title: 'Flood plan; “bridges”, weirs\\ and more', purpose: 'discussion' }]
    })))
  })

  after(async () => {
    await folkmoot?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  /** The address on the page that makes it. */
  const secretAddress = async () => {
    const page = await (await form('/desk/calendar')).text()
    const found = /<code[^>]*>(?<address>http:\/\/[^<]+\.ics)<\/code>/.exec(page)
    assert.ok(found, page)
    return found.groups.address
  }

  test('four readers make the same of every feed', async () => {
    const person = await secretAddress()
    const addresses = [at('/calendar.ics'), at('/structure/board/calendar.ics'), at('/meetings/board-2010-10-31.ics'), person]
    for (const address of addresses) {
      const text = await feed(address)
      for (const line of text.split('\r\n')) assert.ok(Buffer.byteLength(line) <= 75, `${address}: ${line} is longer than 75 octets`)
      assert.ok(!/[^\r]\n/.test(text), `${address} has a line that ends otherwise than RFC 5545 says`)
      const [first, ...others] = readers(text)
      for (const other of others) assert.deepEqual(other.events, first.events, `${address}: ${other.reader} reads otherwise than ${first.reader}`)
      for (const other of others) assert.equal(other.name, first.name)
    }
    const [{ events }] = readers(await feed(addresses[0]))
    for (const { date, from } of MEETINGS) {
      const event = events.find(({ uid }) => uid.startsWith(`board-${date}.`))
      assert.equal(event.starts, from)
      assert.equal(event.location, LONG)
      assert.match(event.description, /Flood plan; “bridges”, weirs\\ and more/)
      assert.equal(event.status, 'CONFIRMED')
    }
  })

  test('a calendar that subscribes follows what is called, moved and cancelled', async () => {
    const address = await secretAddress()
    const calendar = await subscribe(folder, address)
    await calendar.sync()
    // The person who reads it is in Worcestershire, on both sides of the end of summer time.
    assert.match(await calendar.shows('30.10.2010'), /10:30 .*CONFIRMED/)
    assert.match(await calendar.shows('31.10.2010'), /00:30 .*CONFIRMED/)
    assert.match(await calendar.shows('01.11.2010'), /10:30 .*CONFIRMED/)
    const before = readers(await feed(address))[0].events

    await acts([{ act: 'meetings.move', meeting: 'board-2010-10-30', date: '2010-11-02', starts: '14:00', place: 'Guildhall, Worcester', why: 'The room is flooded.' }])
    await calendar.sync()
    assert.equal(await calendar.shows('30.10.2010'), '')
    assert.match(await calendar.shows('02.11.2010'), /14:00 .*Guildhall, Worcester.*CONFIRMED/)

    await acts([{ act: 'meetings.cancel', meeting: 'board-2010-11-01', why: 'There is nothing to decide.' }])
    await calendar.sync()
    assert.match(await calendar.shows('01.11.2010'), /10:30 .*Cancelled: .*CANCELLED/)

    const after = readers(await feed(address))[0].events
    assert.deepEqual(after.map(({ uid }) => uid), before.map(({ uid }) => uid), 'events keep their names')
    const steps = id => [before, after].map(events => events.find(({ uid }) => uid.startsWith(`${id}.`)).sequence)
    assert.deepEqual([steps('board-2010-10-30'), steps('board-2010-10-31'), steps('board-2010-11-01')], [[0, 1], [0, 0], [0, 1]])

    const revoked = await form('/desk/calendar/revoke')
    assert.equal(revoked.status, 303)
    assert.equal((await fetch(address)).status, 404)
    await assert.rejects(calendar.sync(), /Not Found/)
  })
})
