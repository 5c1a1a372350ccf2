// What every end-to-end test needs: the program running in an empty folder, Chromium, axe, and a crawler.
//
// Helpers collect what is wrong and say it in sentences; the tests decide what may be wrong (nothing).

import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const house = path.dirname(path.dirname(fileURLToPath(import.meta.url)))

/** Pages opened without JavaScript, each with the line on which it is switched on and off. */
const withoutScripts = new WeakMap()

/** The width of a desk and of the narrowest telephone that WCAG 2.2 (1.4.10) speaks of. */
export const WIDE = { width: 1280, height: 900 }
export const NARROW = { width: 320, height: 640 }

// --- the program ---------------------------------------------------------------------------------

/** The built program: FOLKMOOT_BIN, or what `cargo build` left in the target folder. */
export function program () {
  const built = process.env.CARGO_TARGET_DIR ?? path.join(house, 'target')
  const found = process.env.FOLKMOOT_BIN ?? path.join(built, 'debug', 'folkmoot')
  assert.ok(existsSync(found), `${found} is not there: run \`cargo build\` first, or set FOLKMOOT_BIN`)
  return found
}

/** A Python program of requirements.txt, such as `python` or `khal`, where `cargo xtask setup` put it. */
export function python (name = 'python') {
  const built = process.env.CARGO_TARGET_DIR ?? path.join(house, 'target')
  const found = path.join(process.env.FOLKMOOT_PYTHON ?? path.join(built, 'tools', 'python'), 'bin', name)
  assert.ok(existsSync(found), `${found} is not there: run \`cargo xtask setup\`, or set FOLKMOOT_PYTHON`)
  return found
}

/**
 * What `folkmoot demo` and `folkmoot serve` print once they listen: a line `Address: http://…`, and for each
 * role a line `Secretary: http://…/sign-in?…`. Everything else they print is passed over.
 * @returns {{ address: string | null, signIn: Record<string, string> }}
 */
export function parseBanner (printed) {
  const banner = { address: null, signIn: {} }
  // eslint-disable-next-line no-control-regex -- colours, should the program think it has a terminal
  for (const line of printed.replace(/\u001b\[[0-9;]*m/g, '').split('\n')) {
    const told = /^\s*(?<name>[^:]+):\s+(?<url>https?:\/\/\S+)\s*$/.exec(line)
    if (!told) continue
    const { name, url } = told.groups
    if (name.trim() === 'Address') banner.address = new URL(url).origin
    else if (new URL(url).pathname.includes('sign-in')) banner.signIn[name.trim()] = url
  }
  return banner
}

/**
 * Starts `folkmoot demo` on a free port, in a folder of its own, and waits until it answers.
 * Other commands and folders can be given: `startFolkmoot({ words: ['serve'], data })`.
 * @returns {Promise<{ address: string, signIn: Record<string, string>, data: string, printed: () => string, stop: (signal?: string) => Promise<void> }>}
 */
export async function startFolkmoot ({ words = ['demo'], data, env = {}, listen = '127.0.0.1:0', patience = 120_000 } = {}) {
  const own = data === undefined
  const folder = data ?? await mkdtemp(path.join(tmpdir(), 'folkmoot-e2e-'))
  const server = spawn(program(), [...words, '--data', own ? path.join(folder, 'data') : folder, '--listen', listen],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...env } })
  let printed = ''
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8')
    stream.on('data', text => { printed += text })
  }
  const ended = new Promise(resolve => server.once('exit', (code, signal) => resolve(code ?? signal)))
  const stop = async (signal = 'SIGTERM') => {
    server.kill(signal)
    const late = setTimeout(() => server.kill('SIGKILL'), 10_000)
    await ended
    clearTimeout(late)
    if (own) await rm(folder, { recursive: true, force: true })
  }
  try {
    const banner = await waitForBanner(() => printed, server, words.includes('demo'), patience)
    return { ...banner, data: folder, printed: () => printed, stop }
  } catch (why) {
    await stop('SIGKILL')
    throw why
  }
}

async function waitForBanner (printed, server, withSignIn, patience) {
  const until = Date.now() + patience
  while (Date.now() < until) {
    const gone = server.exitCode ?? server.signalCode
    assert.equal(gone, null, `folkmoot ended (${gone}) before it listened; it printed:\n${printed()}`)
    const before = printed()
    const banner = parseBanner(before)
    const whole = banner.address && (!withSignIn || Object.keys(banner.signIn).length > 0)
    await sleep(100)
    // A banner still being printed would lack its last roles: it is whole once it has stopped growing.
    if (whole && printed() === before && await answers(banner.address)) return banner
  }
  assert.fail(`folkmoot printed no address within ${patience / 1000} seconds, only:\n${printed()}`)
}

const answers = address => fetch(address).then(() => true, () => false)

// --- the browser ---------------------------------------------------------------------------------

/** Chromium as the machine has it, silent towards the network. */
export function launchChromium () {
  const places = [process.env.FOLKMOOT_CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  const executablePath = places.find(place => place && existsSync(place))
  assert.ok(executablePath, 'Chromium was not found: run `cargo xtask setup`, or set FOLKMOOT_CHROMIUM')
  const args = ['--lang=en-GB', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync']
  // Chromium's own sandbox does not work for root, and root is what test machines are.
  if (process.getuid?.() === 0) args.push('--no-sandbox')
  return chromium.launch({ executablePath, args })
}

/**
 * A page in a fresh context, and the list of complaints that the browser makes while it is used: errors on
 * the console, uncaught exceptions, violations of the content security policy, requests to other hosts.
 */
export async function openPage (browser, { viewport = WIDE, javaScriptEnabled = true, home } = {}) {
  const context = await browser.newContext({ viewport, javaScriptEnabled, locale: 'en-GB', timezoneId: 'Europe/London' })
  const page = await context.newPage()
  const complaints = []
  const complain = text => complaints.push(`${page.url()}: ${text}`)
  page.on('console', message => { if (message.type() === 'error') complain(`console: ${message.text()}`) })
  page.on('pageerror', error => complain(`exception: ${error.message}`))
  page.on('request', request => {
    const { origin, protocol } = new URL(request.url())
    if (home && protocol.startsWith('http') && origin !== home) complain(`a request to another host: ${request.url()}`)
  })
  if (!javaScriptEnabled) {
    const switchboard = await context.newCDPSession(page)
    await switchboard.send('Emulation.setScriptExecutionDisabled', { value: true })
    withoutScripts.set(page, switchboard)
  } else {
    await page.exposeFunction('folkmootPolicyBroken', complain)
    await page.addInitScript(() => document.addEventListener('securitypolicyviolation', event =>
      window.folkmootPolicyBroken(`content security policy: ${event.violatedDirective} broken by ${event.blockedURI || 'inline'}`)))
  }
  return { page, complaints, close: () => context.close() }
}

// --- what a page must be -------------------------------------------------------------------------

const AXE_TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice']

/** What axe finds on the page as it is now, one sentence for each element. Works with JavaScript off too. */
export async function axeFindings (page) {
  const { violations, passes } = await lettingScriptsRun(page, async () => {
    await page.evaluate(axeSource)
    return page.evaluate(tags => window.axe.run(document, { runOnly: { type: 'tag', values: tags } }), AXE_TAGS)
  })
  assert.ok(passes.length > 0, `${page.url()}: axe applied no rule at all, so its silence means nothing`)
  return violations.flatMap(({ id, help, helpUrl, nodes }) => nodes.map(({ target, html, failureSummary }) =>
    `${id}: ${help}\n    ${target.join(' ')}: ${html.slice(0, 200)}\n    ${(failureSummary ?? '').replace(/\s+/g, ' ')}\n    ${helpUrl}`))
}

/**
 * Axe waits for timers, which never fire while JavaScript is off. By then the page has long been read and
 * drawn without it, so scripts may run for as long as axe does: those of the page stay unrun.
 */
async function lettingScriptsRun (page, work) {
  const switchboard = withoutScripts.get(page)
  if (!switchboard) return work()
  await switchboard.send('Emulation.setScriptExecutionDisabled', { value: false })
  try {
    return await work()
  } finally {
    await switchboard.send('Emulation.setScriptExecutionDisabled', { value: true })
  }
}

/** Fails unless axe finds nothing. */
export async function axeClean (page, label = page.url()) {
  const found = await axeFindings(page)
  assert.equal(found.length, 0, `${label}: axe finds ${found.length}:\n  ${found.join('\n  ')}`)
}

/** The elements that make a page scroll sideways; none if it does not. What scrolls inside itself is in order. */
export function sidewaysFindings (page) {
  return page.evaluate(() => {
    const root = document.documentElement
    const width = root.clientWidth
    if (root.scrollWidth <= width) return []
    const scrollsInside = element => element !== null && element !== root && element !== document.body &&
      (['auto', 'scroll', 'hidden'].includes(getComputedStyle(element).overflowX) || scrollsInside(element.parentElement))
    const wide = [...document.body.querySelectorAll('*')].filter(element =>
      element.getBoundingClientRect().right > width + 1 && !scrollsInside(element.parentElement))
    const said = element => `<${element.localName} class="${element.getAttribute('class') ?? ''}"> reaches ${Math.round(element.getBoundingClientRect().right)} px of ${width}`
    return wide.length > 0 ? wide.slice(0, 5).map(said) : [`the page is ${root.scrollWidth} px wide, the window ${width}`]
  })
}

/** Fails if the page scrolls sideways at its present width. */
export async function noHorizontalScroll (page, label = page.url()) {
  const found = await sidewaysFindings(page)
  assert.equal(found.length, 0, `${label}: scrolls sideways:\n  ${found.join('\n  ')}`)
}

/**
 * Looks at pages as they are: `look(page, name)` adds to `wrong` what axe and a measure find at both widths, and
 * leaves the page at the desk's. FOLKMOOT_PICTURES names a folder in which to keep a picture of each.
 */
export function lookInto (wrong) {
  return async (page, name, { fullPage = true } = {}) => {
    for (const viewport of [NARROW, WIDE]) {
      await page.setViewportSize(viewport)
      const found = [...await axeFindings(page), ...await sidewaysFindings(page)]
      wrong.push(...found.map(finding => `${name} at ${viewport.width} px: ${finding}`))
      const pictures = process.env.FOLKMOOT_PICTURES
      if (pictures) await page.screenshot({ path: path.join(pictures, `${name}-${viewport.width}.png`), fullPage })
    }
  }
}

/** A port that is free at present. */
export const freePort = () => new Promise((resolve, reject) => {
  const server = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
    const { port } = server.address()
    server.close(() => resolve(port))
  })
})

/** Waits until something is so. */
export async function until (what, isSo, patience = 60_000) {
  const late = Date.now() + patience
  while (Date.now() < late) {
    if (await isSo()) return
    await sleep(100)
  }
  assert.fail(`not within ${patience / 1000} seconds: ${what}`)
}

/** The day that is so many days from now, as 2027-01-31. */
export const inDays = days => new Date(Date.now() + days * 24 * 3600 * 1000).toISOString().slice(0, 10)

// --- finding all pages ---------------------------------------------------------------------------

/**
 * Follows every link from a page to pages of the same site, nearest first, as a search engine would.
 *
 * Addresses that differ only in their query are the same page in another state; two of each are enough. Of pages
 * of one kind, as their addresses tell, so many are followed as `alike` says.
 * @returns {Promise<{ pages: string[], others: string[], dead: string[] }>} pages are HTML; others are
 *   downloads and feeds; dead are answers of 400 and above, with the page that links there.
 */
export async function crawl (start, { cap = 150, variants = 2, alike = 12, headers = {} } = {}) {
  const { origin } = new URL(start)
  const queue = [{ url: start, from: 'the start' }]
  const known = new Set([start])
  const states = new Map()
  const patterns = new Map()
  const found = { pages: [], others: [], dead: [] }
  while (queue.length > 0 && found.pages.length < cap) {
    const { url, from } = queue.shift()
    const answer = await fetch(url, { headers: { accept: 'text/html', ...headers } })
    // 202: a document that is still being made, which says so on a page that will be gone.
    const isPage = answer.status !== 202 && (answer.headers.get('content-type') ?? '').startsWith('text/html')
    const body = await answer.text()
    if (answer.status >= 400) {
      found.dead.push(`${url} answers ${answer.status}, linked from ${from}`)
    } else if (!isPage) {
      found.others.push(url)
    } else if (new URL(answer.url).origin === origin) {
      if (found.pages.includes(answer.url)) continue
      found.pages.push(answer.url)
      for (const next of linksIn(body, answer.url)) {
        const { pathname } = new URL(next)
        const state = states.get(pathname) ?? 0
        if (known.has(next) || new URL(next).origin !== origin || state >= variants) continue
        const pattern = patternOf(pathname)
        const like = patterns.get(pattern) ?? 0
        if (like >= alike) continue
        patterns.set(pattern, like + 1)
        known.add(next)
        states.set(pathname, state + 1)
        queue.push({ url: next, from: url })
      }
    }
  }
  return found
}

/** Sections in which each address is a page of its own kind. */
const EACH_ITS_OWN = ['office', 'desk', 'data', 'checks', 'sign-in']

/** What an address has in common with others like it: `/worcestershire/meetings/*` of all meetings. */
export function patternOf (pathname) {
  const segments = pathname.split('/').slice(1)
  const isName = (segment, place) => place === 2 ? !EACH_ITS_OWN.includes(segments[1]) : place > 2 && /[0-9.]/.test(segment)
  return segments.map((segment, place) => isName(segment, place) ? '*' : segment).join('/')
}

/** The addresses of `<a href>` in a page, absolute and without their fragment. */
export function linksIn (html, base) {
  const hrefs = [...html.matchAll(/<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(found => found[1] ?? found[2])
  const absolute = hrefs.map(href => new URL(href.replaceAll('&amp;', '&').replaceAll('&#38;', '&'), base))
  return [...new Set(absolute.filter(url => url.protocol.startsWith('http')).map(url => { url.hash = ''; return url.href }))]
}
