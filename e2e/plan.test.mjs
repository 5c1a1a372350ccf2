// A quarter of the plan as whoever leads on a theme meets it: the form for Excel out and back, a preview that says which
// cell is wrong, the light that changes, the exception that follows, and the report in its four forms.
//
// The form is filled in by openpyxl and the files are read by others' programs (fill-figures.py, read-document.py).

import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { launchChromium, lookInto, openPage, python, startFolkmoot } from './lib.mjs'

const here = path.dirname(fileURLToPath(import.meta.url))
const PARTNERSHIP = '/worcestershire'
const IMPORT = `${PARTNERSHIP}/plan/figures/import`
/** Affordable homes: not off track so far, and its figure for the last quarter is due. Beside it, all homes. */
const INDICATOR = 'ni-155'
const OTHER = 'ni-154'
/** The body that leads on them. */
const BODY = 'economy'
const QUARTER = '2009-10-q3'

describe('a quarter of the plan', () => {
  let folkmoot, browser, folder, page, complaints, close
  const wrong = []
  const look = lookInto(wrong)

  const open = address => page.goto(`${folkmoot.address}${address}`)
  const main = () => page.locator('main').innerText()
  const json = async address => (await fetch(`${folkmoot.address}/api/v1${PARTNERSHIP}${address}`)).json()

  const run = (script, ...words) => {
    const said = spawnSync(python(), [path.join(here, script), ...words], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    assert.equal(said.status, 0, said.stderr)
    return JSON.parse(said.stdout)
  }

  /** Fills in the form and sends it; leads to the page that looks at each row. */
  const send = async figures => {
    const filled = path.join(folder, 'figures.xlsx')
    const told = run('fill-figures.py', path.join(folder, 'form.xlsx'), filled, JSON.stringify(figures))
    await open(IMPORT)
    await page.setInputFiles('#file', filled)
    await page.fill('#source', 'District councils, October to December')
    await page.getByRole('button', { name: 'Look at each row' }).click()
    await page.waitForURL(/\/rows$/)
    return told
  }

  /** A file of the report, waited for while the house says that it is being made. */
  const taken = async ending => {
    for (let tries = 0; tries < 60; tries += 1) {
      const answer = await page.request.get(`${folkmoot.address}${PARTNERSHIP}/reports/${BODY}/${QUARTER}.${ending}`)
      if (answer.status() === 200) {
        const file = path.join(folder, `report.${ending}`)
        await writeFile(file, await answer.body())
        return run('read-document.py', file)
      }
      assert.equal(answer.status(), 202, ending)
      assert.match(await answer.text(), /Your document is being made/)
      await page.waitForTimeout(500)
    }
    assert.fail(`the report was never ready as ${ending}`)
  }

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'folkmoot-plan-'))
    folkmoot = await startFolkmoot()
    browser = await launchChromium();
    ({ page, complaints, close } = await openPage(browser, { home: folkmoot.address }))
    const link = folkmoot.signIn['Leader of Wychavon, member of the Board']
    assert.ok(link, 'the leader of Wychavon, which leads on homes, has a link')
    await page.goto(link)
    await Promise.all([page.waitForURL(url => !url.pathname.startsWith('/sign-in')), page.click('main form button[type=submit]')])
  })

  after(async () => {
    await close?.()
    await browser?.close()
    await folkmoot?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  test('the form for Excel asks for what is due, and is locked but for what is asked', async () => {
    const before = await json(`/indicators/${INDICATOR}`)
    assert.notEqual(before.stands.light, 'off-track')
    await open(IMPORT)
    await look(page, 'import')
    const [download] = await Promise.all([page.waitForEvent('download'), page.click('.fm-downloads a')])
    await download.saveAs(path.join(folder, 'form.xlsx'))
    const told = await send({ [INDICATOR]: '10', [OTHER]: '9,5' })
    assert.ok(told.rows >= 5 && told.locked && told.open, JSON.stringify(told))
    const said = await main()
    assert.match(said, /Nothing can be taken yet: 1 row has something wrong/)
    assert.match(said, new RegExp(`Cell ${told.written[OTHER]}`))
    assert.match(said, /write 9\.5, with a full stop/)
    assert.equal(await page.getByRole('button', { name: 'Take all figures' }).count(), 0)
    await look(page, 'preview-with-a-wrong-row')
  })

  test('mended it is taken whole, and the light and the exception follow', async () => {
    const known = (await json('/exceptions')).map(one => one.id)
    await send({ [INDICATOR]: '10', [OTHER]: '300' })
    const said = await main()
    assert.match(said, /2 new figures/)
    assert.match(said, /Takes 10 homes for quarter 3 of 2009-10/)
    await look(page, 'preview')
    await page.getByRole('button', { name: 'Take all figures' }).click()
    await page.waitForURL(/done=taken/)
    assert.match(await page.locator('body').innerText(), /The figures are in the book/)
    const { stands } = await json(`/indicators/${INDICATOR}`)
    assert.deepEqual([stands.light, stands.period], ['off-track', QUARTER])
    const raised = (await json('/exceptions')).filter(one => !known.includes(one.id))
    assert.deepEqual(raised.map(one => [one.about.path, one.body.id, one.by_rule]), [[`/indicators/${INDICATOR}`, BODY, true]])
    await open(`${PARTNERSHIP}/exceptions/${raised[0].id}`)
    assert.match(await main(), /Off track/)
    await look(page, 'exception')
  })

  test('the same sheet again changes nothing', async () => {
    await send({ [INDICATOR]: '10', [OTHER]: '300' })
    assert.match(await main(), /There is nothing to do/)
    await page.getByRole('button', { name: 'Forget this spreadsheet' }).click()
    await page.waitForURL(/done=given-up/)
  })

  test('the indicator leads to the report of its body, which shows it in four forms', async () => {
    await open(`${PARTNERSHIP}/indicators/${INDICATOR}`)
    assert.match(await main(), /Off track/)
    await look(page, 'indicator')
    await page.getByRole('link', { name: /^Report of the Economy/ }).click()
    await page.waitForURL(new RegExp(`/reports/${BODY}/${QUARTER}$`))
    const title = await page.locator('h1').innerText()
    const back = page.locator(`.fm-gallery a[href$="/indicators/${INDICATOR}"]`)
    const caption = await back.innerText()
    assert.match(caption, /10 homes in quarter 3 of 2009-10, off track/)
    assert.ok(await page.locator('.fm-gallery svg[role=img]').count() > 5, 'a chart for each indicator')
    await look(page, 'report')

    const pdf = await taken('pdf')
    assert.deepEqual([pdf.failures, pdf.compliant, pdf.structure, pdf.tagged], [[], true, '', 'yes'])
    assert.equal(pdf.title, title)
    const word = await taken('docx')
    assert.equal(word.title, title)
    const told = word.pictures.find(words => words.startsWith(caption))
    assert.match(told ?? '', /By period: .*Q3 09-10 10 homes/, 'the picture says in words what it shows')
    assert.ok(word.tables.some(table => table.some(row => row[0].includes('Affordable homes') && row[1] === '■ Off track')))
    const excel = await taken('xlsx')
    const rows = Object.values(excel.sheets).flatMap(sheet => sheet.rows)
    const row = rows.find(([first]) => first?.startsWith('NI 155 '))
    assert.deepEqual(row.slice(1, 3), ['■ Off track', '10'])
    const { performance } = await json(`/reports/${BODY}/${QUARTER}`)
    const found = performance.flatMap(theme => theme.indicators).find(one => one.id === INDICATOR)
    assert.equal(found.light, 'off-track')
  })

  test('nothing on the way displeases axe, scrolls sideways or breaks a policy', () => {
    assert.deepEqual(wrong, [])
    assert.deepEqual(complaints, [])
  })
})
