// Documents to take away, read back with other people's programs: a judge of PDF/UA-1, qpdf, pdftotext, python-docx
// and openpyxl (read-document.py).

import assert from 'node:assert/strict'
import { execFile, spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { program, python, startFolkmoot } from './lib.mjs'

const run = promisify(execFile)
const PARTNERSHIP = 'worcestershire'
const REPORT = '/reports/board/2009-10-q3'

describe('documents to take away', () => {
  let folkmoot, folder, held

  const at = address => `${folkmoot.address}/${PARTNERSHIP}${address}`

  const fetched = async address => {
    for (let tries = 0; tries < 60; tries += 1) {
      const answer = await fetch(at(address))
      if (answer.status !== 202) return answer
      assert.match(await answer.text(), /Your document is being made/)
      assert.ok(Number(answer.headers.get('refresh')) > 0, 'it looks again by itself')
      await new Promise(resolve => setTimeout(resolve, 500))
    }
    assert.fail(`${address} was never ready`)
  }

  const readFile = file => {
    const script = path.join(path.dirname(fileURLToPath(import.meta.url)), 'read-document.py')
    const said = spawnSync(python(), [script, file], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    assert.equal(said.status, 0, said.stderr)
    return JSON.parse(said.stdout)
  }

  const read = async address => {
    const answer = await fetched(address)
    assert.equal(answer.status, 200, address)
    assert.match(answer.headers.get('content-disposition'), /^attachment; filename="/)
    const file = path.join(folder, address.split('?')[0].replaceAll('/', '_'))
    await writeFile(file, Buffer.from(await answer.arrayBuffer()))
    return readFile(file)
  }

  const isAccessible = (pdf, title) => {
    assert.deepEqual(pdf.failures, [])
    assert.equal(pdf.compliant, true)
    assert.equal(pdf.structure, '', 'qpdf finds nothing wrong')
    assert.equal(pdf.tagged, 'yes')
    assert.match(pdf.title, title)
  }

  before(async () => {
    folkmoot = await startFolkmoot()
    folder = await mkdtemp(path.join(tmpdir(), 'folkmoot-documents-'))
    const meetings = await (await fetch(`${folkmoot.address}/api/v1/${PARTNERSHIP}/meetings`)).json()
    held = meetings.held.find(one => one.minutes.state === 'published' && one.body.id === 'board')
    assert.ok(held, 'a meeting of the Board with published minutes')
  })

  after(async () => {
    await folkmoot?.stop()
    if (folder) await rm(folder, { recursive: true, force: true })
  })

  test('the pack is PDF/UA-1, with agenda, reports and papers', async () => {
    const pdf = await read(`/meetings/${held.id}/pack.pdf`)
    isAccessible(pdf, /^Agenda pack: /)
    assert.match(pdf.text, /All papers in order/)
    assert.match(pdf.text, /Paper 1: /)
    assert.match(pdf.text, /^.*\biii?$/m)
  })

  test('minutes say the same as PDF and as Word', async () => {
    const pdf = await read(`/meetings/${held.id}/minutes.pdf`)
    isAccessible(pdf, /^Minutes: /)
    assert.match(pdf.text, /Approved as a true record/)
    const word = await read(`/meetings/${held.id}/minutes.docx`)
    assert.equal(word.title, pdf.title)
    assert.equal(word.language, 'en-GB')
    assert.deepEqual(word.spoken, ['en-GB'])
    assert.ok(word.headings.some(([style, words]) => style === 'Heading 1' && words === 'Present'), JSON.stringify(word.headings))
    for (const [, words] of word.headings) {
      assert.ok(pdf.text.replaceAll(/\s+/g, ' ').includes(words.replaceAll(/\s+/g, ' ').slice(0, 30)), words)
    }
  })

  test('a report comes as page, PDF, Word and Excel, with the same rows', async () => {
    const page = await (await fetch(at(REPORT))).text()
    const view = await (await fetch(`${folkmoot.address}/api/v1/${PARTNERSHIP}${REPORT}`)).json()
    assert.ok(view.decisions.length > 0, 'the demonstration decided something')
    const pdf = await read(`${REPORT}.pdf`)
    isAccessible(pdf, /^Report of the /)
    assert.ok(pdf.text.indexOf('What needs attention') < pdf.text.indexOf('Decisions'))
    const word = await read(`${REPORT}.docx`)
    assert.deepEqual([...new Set(word.head_rows)], [1], 'every table has its head row')
    const excel = await read(`${REPORT}.xlsx`)
    const rows = excel.sheets.Decisions.rows
    assert.equal(excel.sheets.Decisions.frozen, 'B2')
    assert.equal(rows.length, view.decisions.length + 1)
    assert.ok(excel.sheets.Decisions.kinds.includes('d'), 'days are days')
    assert.ok(!excel.sheets.Decisions.kinds.includes('f'), 'nothing is a formula')
    for (const decision of view.decisions) {
      assert.ok(rows.some(([text]) => text === decision.text), decision.text)
      assert.ok(word.tables.some(table => table.some(([text]) => text === decision.text)), decision.text)
      assert.ok(page.includes(decision.id), decision.id)
    }
  })

  test('what is pooled comes to the pound as PDF and Excel, and a statement of assurance as PDF', async () => {
    const sums = [176468, 1152102, 1328570, 120000, 1448570]
    const pdf = await read('/money/table.pdf?period=2006-07')
    isAccessible(pdf, /^Pooled funding in 2006\/07$/)
    for (const sum of sums) assert.ok(pdf.text.includes(sum.toLocaleString('en-GB')), String(sum))
    const excel = await read('/money/table.xlsx?period=2006-07')
    assert.deepEqual(excel.sheets['Pooled 2006-07'].rows.at(-1), ['Total', ...sums.map(String)])
    const assured = await read('/money/partners/police/assurance.pdf?period=2008-09')
    isAccessible(assured, /^Statement of assurance 2008\/09: /)
    assert.match(assured.text, /Satisfactory/)
  })

  test('the command writes the same report, to the byte', async () => {
    for (const ending of ['pdf', 'docx', 'xlsx']) {
      const file = path.join(folder, `command.${ending}`)
      await run(program(), ['report', '--data', path.join(folkmoot.data, 'data'), '--partnership', PARTNERSHIP, '--base-url', folkmoot.address, 'board', '2009-10-q3', file])
      const again = path.join(folder, `again.${ending}`)
      await run(program(), ['report', '--data', path.join(folkmoot.data, 'data'), '--partnership', PARTNERSHIP, '--base-url', folkmoot.address, 'board', '2009-10-q3', again])
      const { stdout } = await run('cmp', [file, again])
      assert.equal(stdout, '', `${ending} is the same file twice`)
      assert.match(readFile(file).title, /^Report of the /)
    }
  })
})
