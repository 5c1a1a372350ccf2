// A year's delivery, in the demonstration's Warwick and real Chromium: the theme lead for housing begins a delivery
// plan, puts an action against an outcome into it, reports on it and sends the draft round; the voluntary sector's
// member gives input, which is answered; the officer records the approval; and anyone reads at the gate what still
// keeps it shut. By the keyboard; each page is silent to axe and fits a telephone.

import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { pressLink } from './lib-sign-in.mjs'
import { launchChromium, lookInto, openPage, program, startFolkmoot } from './lib.mjs'

const MOOT = 'warwick'
const PLAN = 'housing-2010-11'
const ACTION = 'Two hundred lofts in Lapworth'
const OUTCOME = 'Fewer homes are cold'
/** What kept the gate shut before, in another group's plan; and in the plan that the new one takes the place of. */
const OTHERS = 'A worker for alcohol in the town centres'
const BEFORE = 'Twelve affordable homes near Lapworth'

describe('a delivery plan, from its beginning to the gate', () => {
  let folkmoot, browser, lead, member, officer, public_
  const wrong = []
  const look = lookInto(wrong)

  const at = step => `${folkmoot.address}/${MOOT}${step}`
  const linkOf = role => Object.entries(folkmoot.signIn).find(([name]) => name.includes(role))[1]
  const field = (page, name) => page.locator(`main [name="${name}"]`)
  const fill = async (page, name, text) => {
    await field(page, name).first().focus()
    await page.keyboard.insertText(text)
  }
  const fillDay = async (page, name, day) => {
    for (const [nth, part] of ['year', 'month', 'day'].entries()) await fill(page, `${name}-${part}`, String(Number(day.split('-')[nth])))
  }
  /** Ticks a box or chooses a button by its words, by the keyboard. */
  const tick = async (page, words) => {
    await page.locator('main').getByLabel(words, { exact: true }).first().focus()
    await page.keyboard.press('Space')
  }
  /** Opens what is folded away. */
  const unfold = async (page, words) => {
    await page.locator('main summary', { hasText: words }).focus()
    await page.keyboard.press('Enter')
  }
  const press = async (page, name, status = 200) => {
    await page.getByRole('button', { name, exact: true }).focus()
    const [answer] = await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
    assert.equal(answer.status(), status, `“${name}” on ${page.url()}: ${await page.locator('.govuk-error-summary').allInnerTexts()}`)
  }
  const follow = async (page, name) => {
    await page.locator('main').getByRole('link', { name, exact: true }).first().focus()
    await Promise.all([page.waitForNavigation(), page.keyboard.press('Enter')])
  }
  const says = async (page, words) => {
    const text = await page.locator('main').innerText()
    for (const wanted of words) assert.ok(text.includes(wanted), `${page.url()} does not say “${wanted}”:\n${text}`)
  }
  const sawDone = async (page, words) => assert.match(await page.locator('.govuk-notification-banner').innerText(), new RegExp(words))

  before(async () => {
    folkmoot = await startFolkmoot()
    browser = await launchChromium()
    const open = () => openPage(browser, { home: folkmoot.address })
    for (const [role, take] of [['theme lead', one => { lead = one }], ['voluntary sector', one => { member = one }], ['Partnership officer', one => { officer = one }]]) {
      const one = await open()
      await pressLink(one.page, linkOf(role))
      take(one)
    }
    public_ = await open()
    const words = ['token', '--data', path.join(folkmoot.data, 'data'), '--partnership', MOOT, '--person', 'Elizabeth Carrow']
    const token = execFileSync(program(), words, { stdio: ['ignore', 'pipe', 'ignore'] }).toString().trim()
    const acts = [
      { act: 'plan.make-agreement', agreement: 'idp', title: 'Integrated Development Plan', from: '2009-04-01', until: '2012-03-31', blocks: [{ id: 'a', name: 'All of it', themes: [] }] },
      { act: 'plan.set-outcome', outcome: 'warm-homes', agreement: 'idp', block: 'a', theme: 'housing', title: OUTCOME, lead: { body: 'housing' } }
    ]
    const answer = await fetch(`${folkmoot.address}/api/v1/${MOOT}/acts`, {
      method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(acts)
    })
    assert.equal(answer.status, 201, await answer.text())
  })

  after(async () => {
    await browser?.close()
    await folkmoot?.stop()
  })

  test('the theme lead begins a plan', async () => {
    const { page } = lead
    await page.goto(at('/plan'))
    await follow(page, 'Delivery plans')
    await look(page, 'delivery-plans')
    await page.getByRole('link', { name: 'Begin a delivery plan' }).focus()
    await Promise.all([page.waitForURL(url => url.pathname.endsWith('/begin')), page.keyboard.press('Enter')])
    await look(page, 'delivery-begin')
    await field(page, 'body').selectOption('housing')
    await field(page, 'year').fill('')
    await fill(page, 'year', '2010-11')
    await fill(page, 'title', 'Housing and Social Environment, the second year')
    await tick(page, 'Housing and Social Environment')
    await field(page, 'seat').selectOption('housing.lead')
    await press(page, 'Begin the plan')
    await sawDone(page, 'The plan is begun')
    await says(page, ['No action is in the plan yet.', 'are missing'])
    await look(page, 'delivery-plan-begun')
  })

  test('she sets an action against an outcome, and both lead to one another', async () => {
    const { page } = lead
    await follow(page, 'Add an action')
    await look(page, 'delivery-set-action')
    await fill(page, 'title', ACTION)
    await press(page, 'Put it into the plan', 422)
    await says(page, ['Choose the organisation that leads it'])
    await look(page, 'delivery-set-action-refused')
    await tick(page, 'Yes: a priority of the plan, which counts at the gate')
    await field(page, 'lead').selectOption('district-council')
    await field(page, 'person').selectOption({ label: 'Janet Pryce' })
    await fillDay(page, 'starts', '2010-04-01')
    await fillDay(page, 'due', '2011-03-31')
    await fill(page, 'budget', '48,000')
    await fill(page, 'milestones[0].title', 'A hundred lofts')
    await fillDay(page, 'milestones[0].due', '2010-10-31')
    await tick(page, 'Narrowing the gaps')
    await tick(page, 'Lapworth')
    await tick(page, OUTCOME)
    await press(page, 'Put it into the plan')
    await sawDone(page, 'The action is in the plan')
    await says(page, [ACTION, `For: ${OUTCOME}`, '£48,000'])
    await follow(page, OUTCOME)
    await says(page, [ACTION])
    await look(page, 'delivery-outcome')
    await follow(page, ACTION)
    await says(page, [OUTCOME, 'Lapworth', 'Narrowing the gaps'])
  })

  test('she reports how it comes on', async () => {
    const { page } = lead
    await tick(page, 'Moving forward')
    await fill(page, 'report.words', 'The firm is chosen, and thirty owners have signed.')
    await press(page, 'Record the report')
    await sawDone(page, 'The report is recorded')
    await says(page, ['thirty owners have signed', 'Moving forward'])
    await look(page, 'delivery-action')
  })

  test('she sends the draft round, a member gives input, and it is answered', async () => {
    const { page } = lead
    await page.goto(at(`/delivery/${PLAN}`))
    await unfold(page, 'Send the draft to other groups')
    await tick(page, 'Warwick Partnership Executive Group')
    await fillDay(page, 'circulate.until', '2010-02-26')
    await press(page, 'Send the draft')
    await sawDone(page, 'The draft is sent')

    await member.page.goto(at(`/delivery/${PLAN}`))
    await unfold(member.page, 'Give your group’s input')
    await fill(member.page, 'input.words', 'Ask the parish council to knock on doors.')
    await press(member.page, 'Give the input')
    await sawDone(member.page, 'The input is recorded')
    await look(member.page, 'delivery-input')

    await page.goto(at(`/delivery/${PLAN}`))
    await says(page, ['Ask the parish council to knock on doors.'])
    await tick(page, 'The plan was changed for it')
    await fill(page, 'answer.words', 'It knocks, from March.')
    await press(page, 'Answer input 1')
    await sawDone(page, 'The answer is recorded')
    assert.equal(await page.getByRole('button', { name: 'Record the approval' }).count(), 0, 'the theme lead may not approve')
  })

  test('the officer records the approval, though something is missing', async () => {
    const { page } = officer
    await page.goto(at(`/delivery/${PLAN}`))
    await says(page, ['missing'])
    await fill(page, 'despite', 'Community representatives advise in March; the firm cannot wait.')
    await press(page, 'Record the approval')
    await sawDone(page, 'The plan is approved')
    await says(page, ['Approved though something was missing'])
    await look(page, 'delivery-plan-approved')
  })

  test('anyone reads at the gate what still keeps it shut', async () => {
    const { page } = public_
    await page.goto(at('/delivery'))
    await follow(page, 'Handover of detailed monitoring')
    await says(page, ['Not yet passed', 'priority actions keeps it shut'])
    const row = name => page.locator('main tr', { has: page.getByRole('link', { name, exact: true }) })
    assert.match(await row(OTHERS).innerText(), /Not started[\s\S]*Keeps it shut/)
    assert.match(await row(ACTION).innerText(), /Moving forward[\s\S]*Lets it open/)
    assert.equal(await row(BEFORE).count(), 0, 'the plan of the year before does not count any more')
    await look(page, 'delivery-gate')
    await page.goto(at('/delivery/coverage'))
    await says(page, [ACTION])
    await look(page, 'delivery-coverage')
    const answer = await fetch(`${folkmoot.address}/api/v1/${MOOT}/delivery/gate`)
    const [gate] = await answer.json()
    assert.equal(gate.of - gate.moving, 1)
  })

  test('every page is in order, and the browser complains of nothing', () => {
    const complaints = [lead, member, officer, public_].flatMap(one => one.complaints)
    // A form that is refused is answered with 422, which the browser tells of as an error.
    const real = complaints.filter(complaint => !complaint.includes('status of 422'))
    assert.deepEqual(real, [])
    assert.equal(wrong.length, 0, `${wrong.length} to mend:\n${wrong.join('\n')}`)
  })
})
