// The calendar feeds in the hands of programs that people use: four readers, and one calendar program (khal, fed
// by vdirsyncer) that subscribes to the running server while meetings are called, moved and cancelled.

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ICAL from 'ical.js'
import { program, python, startFolkmoot } from './lib.mjs'

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

const sorted = events => events.sort((one, other) => one.uid < other.uid ? -1 : 1)

/** What ical.js makes of a calendar. */
function byIcalJs (text) {
  const calendar = new ICAL.Component(ICAL.parse(text))
  const events = calendar.getAllSubcomponents('vevent').map(component => {
    const event = new ICAL.Event(component)
    const moment = time => time.toJSDate().toISOString().replace('.000Z', 'Z')
    return {
      uid: event.uid,
      starts: moment(event.startDate),
      ends: moment(event.endDate),
      summary: event.summary,
      location: event.location ?? '',
      description: event.description ?? '',
      status: component.getFirstPropertyValue('status'),
      sequence: event.sequence
    }
  })
  return { reader: 'ical.js', name: calendar.getFirstPropertyValue('x-wr-calname'), events: sorted(events) }
}

/** What all four readers make of a calendar; the three of Python in a program of their own. */
function readers (text) {
  const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'read-calendar.py')
  const said = spawnSync(python(), [script], { input: text, encoding: 'utf8' })
  assert.equal(said.status, 0, said.stderr)
  const three = said.stdout.trim().split('\n').map(line => JSON.parse(line))
  return [byIcalJs(text), ...three.map(one => ({ ...one, events: sorted(one.events) }))]
}

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

/** khal and vdirsyncer, subscribed to an address. */
async function subscribe (folder, address) {
  const events = path.join(folder, 'events')
  await mkdir(events)
  const settings = path.join(folder, 'vdirsyncer')
  await writeFile(settings, `[general]
status_path = "${path.join(folder, 'status')}"
[pair meetings]
a = "mine"
b = "theirs"
collections = null
conflict_resolution = "b wins"
[storage mine]
type = "filesystem"
path = "${events}"
fileext = ".ics"
[storage theirs]
type = "http"
url = "${address}"
`)
  const khal = path.join(folder, 'khal')
  await writeFile(khal, `[calendars]
[[meetings]]
path = ${events}
[sqlite]
path = ${path.join(folder, 'khal.db')}
[locale]
local_timezone = Europe/London
default_timezone = Europe/London
dateformat = %d.%m.
longdateformat = %d.%m.%Y
timeformat = %H:%M
datetimeformat = %d.%m. %H:%M
longdatetimeformat = %d.%m.%Y %H:%M
`)
  const env = { ...process.env, HOME: folder, LANG: 'C.UTF-8' }
  const synchronise = words => run(python('vdirsyncer'), ['-c', settings, ...words], { env })
  return {
    sync: async () => {
      await synchronise(['discover'])
      await synchronise(['sync'])
    },
    /** What the calendar shows on a day: time, title, place and status. */
    shows: async day => {
      const format = '{start-time} {title} @ {location} {status}'
      const said = await run(python('khal'), ['-c', khal, 'list', '--notstarted', '--day-format', '', '--format', format, day, '1d'], { env })
      return said.stdout.trim()
    }
  }
}
