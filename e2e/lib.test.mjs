// The helpers themselves: that they find what they are there to find. A check that cannot fail checks nothing.

import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { axeClean, axeFindings, crawl, launchChromium, linksIn, NARROW, noHorizontalScroll, openPage, parseBanner, patternOf } from './lib.mjs'

const POLICY = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"

const page = (title, body) => `<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>${title}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"><link rel="icon" href="data:,"></head>
<body><main><h1>${title}</h1>${body}</main></body></html>`

const SITE = {
  '/': ['text/html', page('Home', '<p><a href="/good?a=1&amp;b=2#top">Good</a> <a href="/pack.pdf">Pack</a> <a href=\'/gone\'>Gone</a> <a href="https://example.org/">Elsewhere</a> <a href="mailto:clerk@example.org">Clerk</a></p>')],
  '/good': ['text/html', page('Good', '<p>In order. <a href="/">Home</a></p>')],
  '/pale': ['text/html', page('Pale', '<p class="pale">Too pale to read.</p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">')],
  '/wide': ['text/html', page('Wide', '<p class="wide">Wider than a telephone.</p><div class="inside"><p class="wide">Scrolls inside itself.</p></div>')],
  '/inline': ['text/html', page('Inline', '<p>A script of its own.</p><script>window.ran = true</script>')],
  '/unveil': ['text/html', page('Unveil', '<p class="pale">Made plain by a script.</p><script src="/unveil.js"></script>')],
  '/unveil.js': ['text/javascript', "document.querySelector('p').className = ''"],
  '/style.css': ['text/css', '.pale { color: #ccc; background: #fff } .wide { width: 700px } .inside { overflow-x: auto }'],
  '/pack.pdf': ['application/pdf', '%PDF']
}

describe('the helpers', () => {
  let server, browser, address

  before(async () => {
    server = createServer((request, response) => {
      const found = SITE[request.url.split('?')[0]]
      response.writeHead(found ? 200 : 404, { 'content-type': found?.[0] ?? 'text/plain', 'content-security-policy': POLICY })
      response.end(found?.[1] ?? 'not here')
    })
    await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
    address = `http://127.0.0.1:${server.address().port}`
    browser = await launchChromium()
  })

  after(async () => {
    await browser?.close()
    server.closeAllConnections()
    server.close()
  })

  for (const javaScriptEnabled of [true, false]) {
    const how = javaScriptEnabled ? 'with JavaScript' : 'without JavaScript'

    test(`axe finds what is wrong and only that, ${how}`, async () => {
      const { page, complaints, close } = await openPage(browser, { javaScriptEnabled, home: address })
      await page.goto(`${address}/good`)
      await axeClean(page)
      await page.goto(`${address}/pale`)
      const rules = (await axeFindings(page)).map(finding => finding.split(':')[0])
      assert.ok(rules.includes('color-contrast') && rules.includes('image-alt'), rules.join(', '))
      await assert.rejects(axeClean(page), /axe finds/)
      assert.deepEqual(complaints, [])
      await close()
    })

    test(`sideways scrolling is found, but not inside a box of its own, ${how}`, async () => {
      const { page, close } = await openPage(browser, { viewport: NARROW, javaScriptEnabled })
      await page.goto(`${address}/good`)
      await noHorizontalScroll(page)
      await page.goto(`${address}/wide`)
      await assert.rejects(noHorizontalScroll(page), /<p class="wide"> reaches/)
      await close()
    })
  }

  test('without JavaScript, the page is judged as it reads without', async () => {
    const { page, close } = await openPage(browser, { javaScriptEnabled: false })
    for (const time of ['first', 'second']) {
      await page.goto(`${address}/unveil`)
      assert.match((await axeFindings(page)).join(), /color-contrast/, `the ${time} time`)
      assert.equal(await page.locator('p').getAttribute('class'), 'pale', 'the script of the page has not run')
    }
    await close()
  })

  test('a script that breaks the content security policy is complained of', async () => {
    const { page, complaints, close } = await openPage(browser, { home: address })
    await page.goto(`${address}/inline`)
    assert.ok(complaints.some(complaint => complaint.includes('content security policy: script-src')), complaints.join('\n'))
    await close()
  })

  test('the crawler finds pages, downloads and dead links, and stays on the site', async () => {
    const found = await crawl(`${address}/`)
    assert.deepEqual(found.pages, [`${address}/`, `${address}/good?a=1&b=2`])
    assert.deepEqual(found.others, [`${address}/pack.pdf`])
    assert.deepEqual(found.dead, [`${address}/gone answers 404, linked from ${address}/`])
  })
})

test('links are made absolute, each once, without their fragment', () => {
  const html = '<a class="x" href="/a#b">A</a><a href="/a">A</a><a href="c?x=1&amp;y=2">C</a><a href="javascript:void 0">no</a><link href="/style.css">'
  assert.deepEqual(linksIn(html, 'http://localhost/under/'), ['http://localhost/a', 'http://localhost/under/c?x=1&y=2'])
})

test('pages of one kind are known by their addresses', () => {
  const table = [
    ['/worcestershire', 'worcestershire'],
    ['/worcestershire/meetings', 'worcestershire/meetings'],
    ['/worcestershire/meetings/board-2007-04-18', 'worcestershire/meetings/*'],
    ['/worcestershire/meetings/board-2007-04-18/minutes', 'worcestershire/meetings/*/minutes'],
    ['/worcestershire/structure/board/seats/board.chair', 'worcestershire/structure/*/seats/*'],
    ['/worcestershire/office/import', 'worcestershire/office/import']
  ]
  for (const [address, pattern] of table) assert.equal(patternOf(address), pattern)
})

test('the banner gives the address and one way in for each role', () => {
  const printed = `
Making three illustrative years: 100%
Address: http://127.0.0.1:40123

Sign in with one click (illustrative people):
  Secretary: http://127.0.0.1:40123/sign-in?token=abc
  Chair of the Board: http://127.0.0.1:40123/sign-in?token=def
Stop with Ctrl+C: it is safe.
`
  assert.deepEqual(parseBanner(printed), {
    address: 'http://127.0.0.1:40123',
    signIn: { Secretary: 'http://127.0.0.1:40123/sign-in?token=abc', 'Chair of the Board': 'http://127.0.0.1:40123/sign-in?token=def' }
  })
  assert.deepEqual(parseBanner('nothing yet'), { address: null, signIn: {} })
})
