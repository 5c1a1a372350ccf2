// Programs that people read calendars with: four readers of feeds, and one calendar program (khal, fed by
// vdirsyncer) that subscribes to them.

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import ICAL from 'ical.js'
import { python } from './lib.mjs'

const run = promisify(execFile)

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
export function readers (text) {
  const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'read-calendar.py')
  const said = spawnSync(python(), [script], { input: text, encoding: 'utf8' })
  assert.equal(said.status, 0, said.stderr)
  const three = said.stdout.trim().split('\n').map(line => JSON.parse(line))
  return [byIcalJs(text), ...three.map(one => ({ ...one, events: sorted(one.events) }))]
}

/** khal and vdirsyncer, subscribed to an address. */
export async function subscribe (folder, address) {
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
