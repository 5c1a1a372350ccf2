// One meeting of the Board in a real browser without JavaScript: from the first arrival to what the public reads.
//
// The officer runs it from the table; three members vote from their own seats, each in a browser of their own.
// Every page on the way is given to axe and measured, as a desk and as a telephone show it.
// FOLKMOOT_PICTURES names a folder in which to keep a picture of each.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { launchChromium, lookInto, openPage, program, startFolkmoot } from './lib.mjs'

const MOTION = 'That the flood plan for the Severn and the Teme be adopted, with a review after the first winter.'
const AGREED = 'That the annual report be received with thanks.'
const OFFICER = 'Marian Holt'

/** Who comes to the meeting: more than half of the members. */
const PRESENT = [
  'Sir Edmund Thorne', 'Cllr Geoffrey Marsh', 'Cllr Adrian Motley', 'Cllr Sunita Rao', 'Cllr Priya Nandra',
  'Cllr Judith Ames', 'Cllr Dilys Farrant', 'Cllr Brenda Oakley', 'Paul Redfern', 'Dr Siobhan Daly',
  'Anita Desmond', 'Richard Quayle', 'Neil Farraday', 'Beth Ollerton', 'Tom Haverley', 'Lorna Beech'
]

describe('one meeting, whole, without JavaScript', () => {
  let folkmoot, browser, officer, meeting
  const members = {}
  const wrong = []
  const look = lookInto(wrong)

  before(async () => {
    folkmoot = await startFolkmoot()
    browser = await launchChromium()
    meeting = await call(folkmoot)
    officer = await signedIn(folkmoot.signIn['Secretariat officer'])
    for (const [who, link] of [
      ['leader', folkmoot.signIn['Leader of Wychavon, member of the Board']],
      ['police', folkmoot.signIn['Substitute for West Mercia Police']],
      ['fire', linkFor('Paul Redfern')],
      ['chair', folkmoot.signIn['Independent Chair of the Board']]
    ]) members[who] = await signedIn(link)
  })

  after(async () => {
    await browser?.close()
    await folkmoot?.stop()
  })

  /** A page of someone who has opened their link and pressed the button. */
  async function signedIn (link) {
    const opened = await openPage(browser, { javaScriptEnabled: false, home: folkmoot.address })
    await opened.page.goto(link)
    await opened.page.getByRole('button', { name: /^Sign in as/ }).click()
    return opened
  }

  function linkFor (person) {
    const words = ['link', '--data', path.join(folkmoot.data, 'data'), '--partnership', 'worcestershire', '--person', person, '--address', folkmoot.address]
    const printed = execFileSync(program(), words, { encoding: 'utf8' })
    return /https?:\/\/\S+/.exec(printed)[0]
  }

  const at = step => `${folkmoot.address}/worcestershire/meetings/${meeting}/${step}`
  const press = (page, name) => page.getByRole('button', { name, exact: true }).click()
  const says = async (page, words) => assert.ok((await page.textContent('main')).includes(words), `“${words}” is not on ${page.url()}:\n${await page.innerText('main')}`)
  const open = (page, words) => page.locator('.fm-agenda__item--now summary', { hasText: words }).click()

  test('arrivals make the quorum', async () => {
    const { page } = officer
    await page.goto(at('table'))
    await look(page, 'table-called')
    await says(page, '0 present')
    for (const person of PRESENT) await press(page, `Record arrival of ${person}`)
    await press(page, 'Chief Inspector Ruth Amory arrives instead')
    await press(page, 'Apologies from Professor Clive Hartnell')
    await says(page, 'Quorate: 17 present')
    // One lands at the seat that was dealt with.
    assert.match(page.url(), /#seat-board-university$/)
    await page.getByLabel('Time, if not now').fill('half past')
    await press(page, 'Record departure of Tom Haverley')
    await says(page, 'Write the time as 10.30am or 14:30')
    assert.equal(await page.getByLabel('Time, if not now').inputValue(), 'half past')
  })

  test('the meeting is opened, and an item agreed', async () => {
    const { page } = officer
    await page.goto(at('table'))
    await look(page, 'table-present')
    await press(page, 'Open the meeting')
    await says(page, 'The meeting is open.')
    await open(page, 'Agree by consensus')
    await press(page, 'Record the agreement')
    await says(page, 'Write what was agreed')
    await look(page, 'table-refused')
    await page.getByLabel('What is agreed').fill(AGREED)
    await press(page, 'Record the agreement')
    await says(page, 'Agreed by consensus')
  })

  test('a motion is moved, seconded and put', async () => {
    const { page } = officer
    await page.getByRole('link', { name: 'Flood plan' }).click()
    await open(page, 'Move a motion')
    await page.getByLabel('Who moves it').selectOption({ label: await labelOf(page, 'Who moves it', 'Neil Farraday') })
    await page.getByLabel('The motion').fill(MOTION)
    await look(page, 'table-moving')
    await press(page, 'Record the motion')
    await says(page, 'Cannot second it, because they speak for the mover’s own partner: Beth Ollerton')
    await look(page, 'table-moved')
    await page.getByLabel('Who seconds it').selectOption({ label: await labelOf(page, 'Who seconds it', 'Paul Redfern') })
    await press(page, 'Record the seconder')
    await press(page, 'Put to the vote')
    await says(page, 'Say what was tried and why consensus was not reached')
    await page.getByLabel('Why consensus was not reached').fill('The Chair asked twice; two districts could not agree to the cost.')
    await look(page, 'table-putting')
    await press(page, 'Put to the vote')
    await says(page, 'Vote open')
  })

  test('three members vote from their own seats, and one changes it', async () => {
    for (const [who, vote] of [['leader', 'Against'], ['police', 'For'], ['fire', 'For']]) {
      const { page } = members[who]
      await page.goto(at('seat'))
      await says(page, MOTION)
      if (who === 'leader') await look(page, 'seat-voting')
      await page.getByRole('button', { name: vote, exact: true }).click()
      await says(page, 'Your vote is recorded.')
    }
    const { page } = members.leader
    await says(page, 'Against, cast by you. You may change it until the chair closes the vote.')
    await page.getByRole('button', { name: 'Abstain', exact: true }).click()
    await page.getByRole('button', { name: 'Against', exact: true }).click()
    await look(page, 'seat-voted')
    await members.chair.page.goto(at('seat'))
    await says(members.chair.page, 'You have no vote. This seat speaks for no partner')
    await look(members.chair.page, 'seat-without-vote')
  })

  test('the hands are counted, and the vote closed after one more question', async () => {
    const { page } = officer
    await page.goto(at('room'))
    await says(page, '3 of')
    await look(page, 'room-voting')
    await page.goto(at('table'))
    await says(page, '2 for, 1 against')
    for (const group of await page.locator('.fm-hands fieldset').all()) {
      if (await group.locator('input:checked').count() === 0) await group.getByLabel('For', { exact: true }).check()
    }
    await look(page, 'table-hands')
    await press(page, 'Record the votes')
    await says(page, 'The votes are recorded.')
    await press(page, 'Close the vote')
    await says(page, 'It will be recorded as carried.')
    await look(page, 'close-vote')
    await press(page, 'Close the vote')
    await says(page, 'The vote is closed and counted.')
    await says(page, 'Carried')
  })

  test('a dissent and an action are recorded, and the meeting closed', async () => {
    const { page } = members.leader
    await page.goto(at('seat'))
    await look(page, 'seat-result')
    await page.getByText('Have my dissent recorded').click()
    await page.getByLabel('What you wish to have recorded (optional)').fill('The cost falls on two districts.')
    await press(page, 'Record my dissent')
    await says(page, 'Your dissent is recorded.')
    await officer.page.goto(at('table'))
    await says(officer.page, 'The cost falls on two districts.')
    await open(officer.page, 'Note an action')
    await officer.page.getByLabel('What is to be done').fill('Send the plan to every parish.')
    await officer.page.getByLabel('Which organisation or body does it').selectOption({ label: 'Worcestershire County Council' })
    await officer.page.locator('#action-due-day').fill('1')
    await officer.page.locator('#action-due-month').fill('12')
    await officer.page.locator('#action-due-year').fill('2040')
    await press(officer.page, 'Note the action')
    await says(officer.page, 'The action is noted.')
    await look(officer.page, 'table-decided')
    await officer.page.goto(at('room'))
    await look(officer.page, 'room-decided')
    await officer.page.goto(at('table'))
    await press(officer.page, 'Close the meeting')
    await look(officer.page, 'close-meeting')
    await press(officer.page, 'Close the meeting')
    await says(officer.page, 'The meeting is closed')
    await look(officer.page, 'table-closed')
  })

  test('the minutes are written, approved and published', async () => {
    const { page } = officer
    await page.getByRole('link', { name: 'Write the minutes' }).click()
    await look(page, 'minutes-empty')
    await page.getByLabel('What was said').nth(1).fill('Members heard what the floods of the summer had cost, and why the plan could not wait.')
    await press(page, 'Save')
    await says(page, 'The draft is saved.')
    await press(page, 'Put the draft in the book')
    await says(page, 'The draft is in the book.')
    await look(page, 'minutes-drafted')
    await page.goto(at('minutes/publish'))
    await says(page, 'The minutes have not been approved.')
    await look(page, 'minutes-not-now')
    await page.getByRole('button', { name: 'Approve the minutes' }).click()
    await press(page, 'Continue')
    await press(page, 'Approve the minutes')
    await says(page, 'before the meeting on')
    const [year, month, day] = meeting.slice('board-'.length).split('-')
    await page.getByLabel('Day').fill(day)
    await page.getByLabel('Month').fill(month)
    await page.getByLabel('Year').fill(year)
    await look(page, 'minutes-approve')
    await press(page, 'Continue')
    await look(page, 'minutes-approve-check')
    await press(page, 'Approve the minutes')
    await says(page, 'The dissent of Cllr Judith Ames, with their words')
    await look(page, 'minutes-publish')
    assert.equal((await fetch(decision())).status, 404, 'the decision is not public before its minutes are')
    await press(page, 'Publish the minutes')
    await page.goto(at('minutes/publish'))
    await says(page, 'are published')
  })

  test('the public reads the decision, and why it stands', async () => {
    const { page, complaints, close } = await openPage(browser, { javaScriptEnabled: false, home: folkmoot.address })
    await page.goto(decision())
    await says(page, MOTION)
    await says(page, 'Carried')
    await says(page, 'Cllr Judith Ames')
    await look(page, 'decision')
    for (const step of ['table', 'seat', 'room', 'minutes/edit', 'minutes/approve', 'minutes/publish']) {
      await page.goto(at(step))
      assert.match(page.url(), /\/sign-in\?next=/, step)
    }
    await close()
    assert.deepEqual(complaints, [])
  })

  test('no browser complained on the way, and axe found nothing', () => {
    const complaints = [officer, ...Object.values(members)].flatMap(opened => opened.complaints)
    // A refused form answers 422, which browsers write down as an error of the page's own address.
    const own = complaints.filter(complaint => !/status of 4(09|22)/.test(complaint))
    assert.deepEqual([...own, ...wrong], [])
  })

  // What waited on the forward plan comes first on the agenda, so the motion is under item 3.
  const decision = () => `${folkmoot.address}/worcestershire/decisions/${meeting}-3`

  /** The whole label of the option that begins with a name. */
  async function labelOf (page, list, name) {
    const labels = await page.getByLabel(list).locator('option').allTextContents()
    return labels.find(label => label.startsWith(name))
  }
})

/** Calls a meeting of the Board for tomorrow, through the API. Gives its name. */
async function call (folkmoot) {
  const words = ['token', '--data', path.join(folkmoot.data, 'data'), '--partnership', 'worcestershire', '--person', OFFICER]
  const token = execFileSync(program(), words, { encoding: 'utf8' }).trim().split(/\s+/).pop()
  const date = new Date(Date.now() + 24 * 60 * 60 * 1000).toISOString().slice(0, 10)
  const agenda = [
    { title: 'Annual report of the Stronger Communities theme', purpose: 'discussion', minutes: 30, presenter: 'Richard Quayle' },
    { title: 'Flood plan', purpose: 'decision', minutes: 40, presenter: 'Colin Rathbone' },
    { title: 'Any other business', purpose: 'information', minutes: 5 }
  ]
  const act = { act: 'meetings.call', body: 'board', date, starts: '10:30', place: 'County Hall, Worcester', agenda }
  const answer = await fetch(`${folkmoot.address}/api/v1/worcestershire/acts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(act)
  })
  assert.equal(answer.status, 201, await answer.text())
  return `board-${date}`
}
