// Signing in as a new member does: an invitation, a passkey on a device, a letter with a code; and what becomes of
// a form when the session ends in the middle of it. Every page by the keyboard, silent to axe, at 320 px too.

import assert from 'node:assert/strict'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { axeClean, launchChromium, NARROW, noHorizontalScroll, openPage, startFolkmoot, WIDE } from './lib.mjs'
import { addPasskey, byName, codeIn, giveDevice, invite, letter, linkIn, pressLink, signInWithPasskey, signOut } from './lib-sign-in.mjs'

const PARTNERSHIP = 'worcestershire'
const EMAIL = 'new.member@partner.example'

/** The page as it is now, silent to axe and without scrolling sideways at both widths. */
async function inOrder (page, label) {
  await axeClean(page, label)
  await page.setViewportSize(NARROW)
  await noHorizontalScroll(page, `${label} at 320 px`)
  await axeClean(page, `${label} at 320 px`)
  await page.setViewportSize(WIDE)
}

describe('signing in without a password', () => {
  let folkmoot, browser, address, data, clerk, member, device
  const complaints = []

  before(async () => {
    folkmoot = await startFolkmoot()
    address = byName(folkmoot.address)
    data = path.join(folkmoot.data, 'data')
    browser = await launchChromium()
    clerk = await openPage(browser)
    member = await openPage(browser)
    complaints.push(clerk.complaints, member.complaints)
  })

  after(async () => {
    await browser?.close()
    await folkmoot?.stop()
  })

  test('the secretary invites a member, whose invitation leads to a passkey', async () => {
    const { page } = clerk
    await pressLink(page, byName(Object.values(folkmoot.signIn)[0]))
    await page.goto(`${address}/${PARTNERSHIP}/office/invitations`)
    await inOrder(page, 'invitations')
    const name = (await page.locator('main dt a').first().innerText()).trim()
    await invite(page, address, PARTNERSHIP, name, EMAIL)
    await inOrder(page, 'how a person signs in')

    const invitation = await letter(data, ({ to, subject }) => to.includes(EMAIL) && subject.includes('invitation'))
    device = await giveDevice(member.page)
    await member.page.goto(linkIn(invitation, '/sign-in/invitation'))
    assert.match(await member.page.locator('h1').innerText(), new RegExp(`^Welcome, ${name}`))
    await inOrder(member.page, 'the invitation')
    await pressLink(member.page, member.page.url())
    assert.equal(new URL(member.page.url()).pathname, '/you/passkeys/add')
    await inOrder(member.page, 'adding a passkey')
    await addPasskey(member.page, 'Work laptop')
    assert.equal((await device.passkeys()).length, 1)
    await page.goto(`${address}/${PARTNERSHIP}/office/invitations`)
    assert.match(await page.locator('main').innerText(), /Accepted on/)
  })

  test('the passkey signs in again, and confirms that it is the same person', async () => {
    const { page } = member
    await signOut(page)
    await page.goto(`${address}/sign-in`)
    await inOrder(page, 'the page to sign in')
    await signInWithPasskey(page, address, '/you')
    assert.match(await page.locator('main').innerText(), /Work laptop[\s\S]*last used/)
    await inOrder(page, 'how you sign in')
    await page.goto(`${address}/sign-in/confirm?next=%2Fyou`)
    await inOrder(page, 'confirming')
    await page.getByRole('button', { name: 'Confirm with your passkey' }).focus()
    await Promise.all([page.waitForURL(url => url.pathname === '/you'), page.keyboard.press('Enter')])
  })

  test('a browser without the passkey is refused in words', async () => {
    const { page, close } = await openPage(browser)
    const other = await giveDevice(page)
    await page.goto(`${address}/sign-in`)
    await page.getByRole('button', { name: 'Sign in with a passkey' }).click()
    await page.getByText(/No passkey was used/).waitFor()
    await axeClean(page, 'refused')
    await other.remove()
    await close()
  })

  test('a code out of a letter signs in, in the browser that asked', async () => {
    const { page, close } = await openPage(browser)
    await page.goto(`${address}/sign-in`)
    await page.getByLabel('Your e-mail address').focus()
    await page.keyboard.type(EMAIL)
    await Promise.all([page.waitForURL(url => url.pathname === '/sign-in/email'), page.keyboard.press('Enter')])
    await inOrder(page, 'look in your mail')
    const came = await letter(data, ({ to, subject }) => to.includes(EMAIL) && subject.includes('code'))
    const foreign = await openPage(browser)
    await foreign.page.goto(linkIn(came, '/sign-in/letter'))
    assert.equal(await foreign.page.locator('h1').innerText(), 'This link does not sign anyone in')
    await inOrder(foreign.page, 'a link in another browser')
    await foreign.close()
    await page.getByLabel('Code from the letter').focus()
    await page.keyboard.type(codeIn(came))
    await Promise.all([page.waitForURL(url => !url.pathname.startsWith('/sign-in')), page.keyboard.press('Enter')])
    await page.goto(`${address}/you`)
    assert.match(await page.locator('main').innerText(), /By e-mail/)
    await close()
  })

  test('a session ended from another browser leaves what was typed', async () => {
    const { page } = clerk
    await page.goto(`${address}/you/passkeys/add`)
    await giveDevice(page)
    await addPasskey(page, 'Office computer')
    await page.goto(`${address}/${PARTNERSHIP}/office/people/add`)
    await page.locator('input[name=name]').fill('Tamsin Avon')
    await page.locator('input[name=email]').fill('tamsin@partner.example')

    const { page: elsewhere, close } = await openPage(browser)
    await pressLink(elsewhere, byName(Object.values(folkmoot.signIn)[0]))
    await elsewhere.goto(`${address}/you`)
    await elsewhere.getByRole('button', { name: 'End all other sessions' }).click()
    await elsewhere.getByText('All other sessions are ended.').waitFor()
    await close()

    await page.locator('main form button[type=submit]').click()
    await page.waitForURL(url => url.pathname === '/sign-in')
    await page.getByRole('button', { name: 'Sign in with a passkey' }).focus()
    await Promise.all([page.waitForURL(url => url.pathname === '/you/kept'), page.keyboard.press('Enter')])
    assert.match(await page.locator('main').innerText(), /Tamsin Avon[\s\S]*tamsin@partner\.example/)
    await inOrder(page, 'what was typed')
    await page.getByRole('button', { name: 'Send it now' }).click()
    await page.waitForURL(url => url.pathname === `/${PARTNERSHIP}/office/people`)
    assert.match(await page.locator('main').innerText(), /Tamsin Avon/)
  })

  test('without JavaScript the pages say what to do instead', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false })
    await page.goto(`${address}/sign-in`)
    assert.match(await page.locator('main').innerText(), /Passkeys need JavaScript[\s\S]*By e-mail/)
    await axeClean(page, 'the page to sign in without JavaScript')
    await close()
  })

  test('the browser complained of nothing', () => {
    assert.deepEqual(complaints.flat().filter(said => !/status of 40[13]/.test(said)), [])
  })
})
