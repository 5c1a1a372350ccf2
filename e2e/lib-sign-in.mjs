// Signing in as people do: a device with a passkey, letters out of the mailbox folder, invitations.
//
// The helpers do one thing each, by the keyboard where a person would; the tests decide what must follow.

import assert from 'node:assert/strict'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** The same address by name: passkeys belong to a name, and 127.0.0.1 is none. */
export const byName = address => address.replace('//127.0.0.1', '//localhost')

/**
 * A device with passkeys in the page's browser, as Chromium imitates one: it keeps them, and checks a finger.
 * @returns {Promise<{ remove: () => Promise<void>, passkeys: () => Promise<object[]> }>}
 */
export async function giveDevice (page) {
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true }
  })
  return {
    remove: () => devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
    passkeys: async () => (await devtools.send('WebAuthn.getCredentials', { authenticatorId })).credentials
  }
}

/** Opens a link that signs in, and presses its button by the keyboard. */
export async function pressLink (page, link) {
  await page.goto(link)
  const before = page.url()
  await page.locator('main form button[type=submit]').first().focus()
  await Promise.all([page.waitForURL(url => url.href !== before), page.keyboard.press('Enter')])
}

/** Adds a passkey on the page for it, by the keyboard; waits until it has led on. */
export async function addPasskey (page, name) {
  await page.getByLabel('Name of the passkey').focus()
  await page.keyboard.type(name)
  await Promise.all([page.waitForURL(url => url.pathname !== '/you/passkeys/add'), page.keyboard.press('Enter')])
}

/** Signs in with a passkey on the page to sign in, by the keyboard. */
export async function signInWithPasskey (page, address, next = '') {
  await page.goto(`${address}/sign-in${next && `?next=${encodeURIComponent(next)}`}`)
  await page.getByRole('button', { name: 'Sign in with a passkey' }).focus()
  await Promise.all([page.waitForURL(url => url.pathname !== '/sign-in'), page.keyboard.press('Enter')])
}

/** Signs out by the button at the top of the page. */
export async function signOut (page) {
  await Promise.all([page.waitForURL(url => url.pathname === '/'), page.getByRole('button', { name: 'Sign out' }).first().click()])
}

/** Invites somebody, after entering their address where the house has none. `page` is the secretariat's. */
export async function invite (page, address, partnership, name, email) {
  await page.goto(`${address}/${partnership}/office/people`)
  await page.locator('main').getByRole('link', { name, exact: true }).click()
  await page.locator('input[name=email]').fill(email)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.goto(`${address}/${partnership}/office/invitations`)
  await page.getByRole('link', { name, exact: true }).click()
  await page.getByRole('button', { name: /^Invite/ }).click()
  await page.getByText('The invitation is on its way.').waitFor()
}

// --- letters -------------------------------------------------------------------------------------

const decode = (text, way) => {
  if (/base64/i.test(way)) return Buffer.from(text, 'base64').toString('utf8')
  if (!/quoted-printable/i.test(way)) return text
  const bytes = text.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/gi, (_, digits) => String.fromCharCode(parseInt(digits, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}

/** The plain words of a letter as it lies in the folder. */
export function plainOf (letter) {
  const part = letter.split(/\r?\n--[^\r\n]+\r?\n/).find(part => /^content-type: text\/plain/im.test(part)) ?? letter
  const [, head, body] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(part)
  return decode(body, /^content-transfer-encoding:\s*(\S+)/im.exec(head)?.[1] ?? '')
}

/** Every letter in the mailbox folder: the address it goes to, its subject as written, its plain words. */
export async function letters (data) {
  const folder = path.join(data, 'mailbox')
  const names = await readdir(folder).catch(() => [])
  return Promise.all(names.filter(name => name.endsWith('.eml')).map(async name => {
    const whole = await readFile(path.join(folder, name), 'utf8')
    const header = field => new RegExp(`^${field}:\\s*(.*)$`, 'im').exec(whole)?.[1].trim() ?? ''
    return { name, to: header('To'), subject: header('Subject'), plain: plainOf(whole) }
  }))
}

/** Waits for a letter of which the test says that it is the one. */
export async function letter (data, wanted, patience = 15_000) {
  const until = Date.now() + patience
  while (Date.now() < until) {
    const found = (await letters(data)).find(wanted)
    if (found) return found
    await sleep(100)
  }
  assert.fail(`no such letter came; there are:\n${(await letters(data)).map(({ to, subject }) => `${to}: ${subject}`).join('\n')}`)
}

/** The first address in a letter that has this in it. */
export const linkIn = ({ plain }, part) => {
  const found = plain.match(/https?:\/\/\S+/g)?.find(link => link.includes(part))
  assert.ok(found, `no address with ${part} in:\n${plain}`)
  return found
}

/** The code in a letter. */
export const codeIn = ({ plain }) => {
  const found = /^\s*(\d{4} \d{4})\s*$/m.exec(plain)
  assert.ok(found, `no code in:\n${plain}`)
  return found[1]
}
