// Signing in by an organisation's own directory, against a certified OpenID provider, in real Chromium.

import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import Provider from 'oidc-provider'
import { axeClean, launchChromium, openPage, program, startFolkmoot } from './lib.mjs'

const run = promisify(execFile)
const PARTNERSHIP = 'severnside'
const SECRET = 'hush & hush'
const BUTTON = 'Sign in with Wychavon District Council'

/** Who is in the directory. Ann is the officer, Bob a member; Mallory is known to nobody here. */
const PEOPLE = {
  ann: { email: 'Ann@Wychavon.gov.uk', email_verified: true },
  bob: { email: 'bob@wychavon.gov.uk', email_verified: true },
  unverified: { email: 'carol@wychavon.gov.uk', email_verified: false },
  mallory: { email: 'mallory@wychavon.gov.uk', email_verified: true }
}

/** A port that nobody listens on. */
async function freePort () {
  const server = net.createServer()
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address()
  await new Promise(resolve => server.close(resolve))
  return port
}

/** The council's directory, with a page that asks who one is and with how many factors. */
async function openDirectory (home) {
  const port = await freePort()
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'folkmoot', client_secret: SECRET, redirect_uris: [`${home}/sign-in/directory/wychavon/back`] }],
    pkce: { required: () => true },
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'] },
    features: { devInteractions: { enabled: false } },
    cookies: { keys: ['a key for tests'] },
    interactions: { url: (_, { uid }) => `/interaction/${uid}` },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: `directory-${id}`, ...PEOPLE[id] }) }),
    loadExistingGrant: async ctx => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId })
      grant.addOIDCScope('openid email')
      await grant.save()
      return grant
    }
  })
  const asked = []
  const answer = provider.callback()
  const server = createServer(async (request, response) => {
    const url = new URL(request.url, issuer)
    if (!url.pathname.startsWith('/interaction/')) return answer(request, response)
    const { prompt, params } = await provider.interactionDetails(request, response)
    if (!url.searchParams.has('who')) {
      asked.push({ prompt: prompt.name, params })
      response.setHeader('content-type', 'text/html')
      return response.end(`<form><input name="who"><label><input type="checkbox" name="two" value="yes"> Two</label><button>Go on</button></form>`)
    }
    const who = url.searchParams.get('who')
    if (who === 'nobody') return provider.interactionFinished(request, response, { error: 'access_denied' })
    const amr = url.searchParams.has('two') ? ['pwd', 'mfa'] : ['pwd']
    return provider.interactionFinished(request, response, { login: { accountId: who, amr } })
  })
  await new Promise(resolve => server.listen(port, '127.0.0.1', resolve))
  const close = () => { server.closeAllConnections(); return new Promise(resolve => server.close(resolve)) }
  return { issuer, asked, close }
}

describe('signing in by a council’s directory', () => {
  let home, directory, folkmoot, folder, browser

  before(async () => {
    const port = await freePort()
    home = `http://127.0.0.1:${port}`
    directory = await openDirectory(home)
    folder = await mkdtemp(path.join(tmpdir(), 'folkmoot-directory-'))
    const data = path.join(folder, 'data')
    await run(program(), ['init', '--data', data, '--partnership', PARTNERSHIP, '--from', '2007-01-01', '--officer', 'Ann Example', '--officer-email', 'ann@wychavon.gov.uk'])
    const token = (await run(program(), ['token', '--data', data, '--person', 'Ann Example'])).stdout.trim()
    await writeFile(path.join(folder, 'wychavon.secret'), `${SECRET}\n`)
    const file = path.join(folder, 'directories.toml')
    await writeFile(file, `[[directory]]
id = "wychavon"
name = "Wychavon District Council"
issuer = "${directory.issuer}"
client_id = "folkmoot"
secret_file = "wychavon.secret"
partnerships = ["${PARTNERSHIP}"]
email_domains = ["wychavon.gov.uk"]
second_factor = { amr = ["mfa"] }
`)
    folkmoot = await startFolkmoot({ words: ['serve', '--base-url', home, '--directories', file], data, listen: `127.0.0.1:${port}` })
    const send = async (address, body) => {
      const answer = await fetch(`${home}/api/v1/${PARTNERSHIP}/${address}`, {
        method: 'POST', headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' }, body: JSON.stringify(body)
      })
      assert.equal(answer.status, 201, await answer.clone().text())
      return answer.json()
    }
    for (const [name, email, seat] of [['Bob Member', 'bob@wychavon.gov.uk', 'board.leader'], ['Carol Member', 'carol@wychavon.gov.uk', 'board.voluntary-action']]) {
      const { person } = await send('people', { name, email })
      await send('acts', { act: 'structure.appoint', seat, person, from: '2026-01-01' })
    }
    browser = await launchChromium()
  })

  after(async () => {
    await browser?.close()
    await folkmoot?.stop()
    await directory?.close()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  /** A browser that goes to the directory from a page of ours and says there who it is. */
  async function signIn (page, who, { two = false, from = '/sign-in' } = {}) {
    await page.goto(home + from)
    await page.getByRole('button', { name: BUTTON }).click()
    await page.waitForURL(url => url.origin === directory.issuer)
    await page.fill('input[name=who]', who)
    if (two) await page.check('input[name=two]')
    await Promise.all([page.waitForURL(url => url.origin === home), page.click('button')])
    await page.waitForLoadState()
  }

  const cookies = async page => (await page.context().cookies(home)).map(({ name, value }) => `${name}=${value}`).join('; ')

  test('a member signs in, with a page that is in order, and comes to where they were', async () => {
    const { page, complaints, close } = await openPage(browser)
    await page.goto(`${home}/sign-in?next=/${PARTNERSHIP}/structure`)
    await axeClean(page)
    await signIn(page, 'bob', { from: `/sign-in?next=/${PARTNERSHIP}/structure` })
    assert.equal(new URL(page.url()).pathname, `/${PARTNERSHIP}/structure`)
    assert.match(await page.textContent('body'), /Bob Member/)
    const { params, prompt } = directory.asked.at(-1)
    assert.equal(prompt, 'login')
    assert.equal(params.code_challenge_method, 'S256')
    assert.ok(params.state.length >= 43 && params.nonce.length >= 43)
    assert.deepEqual(complaints.filter(complaint => complaint.startsWith(home)), [])
    await close()
  })

  test('an officer has an officer’s powers only with a second factor', async () => {
    for (const [two, status] of [[false, 403], [true, 200]]) {
      const { page, close } = await openPage(browser)
      await signIn(page, 'ann', { two })
      const office = await page.goto(`${home}/${PARTNERSHIP}/office`)
      assert.equal(office.status(), status, two ? 'with two' : 'with one')
      await close()
    }
  })

  test('what weighs much asks the directory to ask again', async () => {
    const { page, close } = await openPage(browser)
    await signIn(page, 'ann', { two: true })
    const before = await cookies(page)
    await signIn(page, 'ann', { two: true, from: `/sign-in/confirm?next=/${PARTNERSHIP}/meetings` })
    const { params, prompt } = directory.asked.at(-1)
    assert.deepEqual([prompt, params.prompt, String(params.max_age)], ['login', 'login', '60'])
    assert.equal(new URL(page.url()).pathname, `/${PARTNERSHIP}/meetings`)
    assert.notEqual(await cookies(page), before, 'the session is a new one')
    await close()
  })

  test('whom the directory may not vouch for is told what to do, and nobody anything more', async () => {
    const said = new Set()
    for (const who of ['mallory', 'unverified']) {
      const { page, close } = await openPage(browser)
      await signIn(page, who)
      assert.match(page.url(), /\/back\?/)
      said.add(await page.textContent('main'))
      await axeClean(page)
      assert.equal((await fetch(`${home}/${PARTNERSHIP}/desk`, { redirect: 'manual', headers: { cookie: await cookies(page) } })).status, 303)
      await close()
    }
    assert.equal(said.size, 1)
    assert.match([...said][0], /Ask the secretariat/)
    const { page, close } = await openPage(browser)
    await signIn(page, 'nobody')
    assert.match(await page.textContent('main'), /sent you back without letting you in/)
    await close()
  })

  test('an answer opens nothing in another browser, and nothing twice', async () => {
    const { page, close } = await openPage(browser)
    let answer
    page.on('request', request => { if (request.url().includes('/back?')) answer = request.url() })
    await signIn(page, 'bob')
    assert.match(answer, /code=.*state=/)
    for (const cookie of [await cookies(page), '']) {
      const again = await fetch(answer, { redirect: 'manual', headers: { cookie, accept: 'text/html' } })
      assert.equal(again.status, 403)
      assert.match(await again.text(), /This sign-in cannot be finished/)
      assert.equal(again.headers.get('set-cookie'), null)
    }
    await close()
  })
})
