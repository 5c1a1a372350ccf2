// A real mail server on this machine: npm's smtp-server, what it takes read by mailparser. Nothing of ours.

import { setTimeout as sleep } from 'node:timers/promises'
import { simpleParser } from 'mailparser'
import { SMTPServer } from 'smtp-server'
import { until } from './lib.mjs'

/** A mail server that keeps what it takes, refuses the addresses it is told, and holds letters back when told to. */
export async function mailServer ({ refuses = [] } = {}) {
  const taken = []
  const state = { hold: false, held: 0, taken, hands: new Set() }
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    logger: false,
    onRcptTo (address, session, done) {
      if (refuses.includes(address.address)) {
        return done(Object.assign(new Error('5.1.1 no such mailbox here'), { responseCode: 550 }))
      }
      done()
    },
    onData (stream, session, done) {
      const parts = []
      stream.on('data', part => parts.push(part))
      stream.on('end', async () => {
        state.held += 1
        while (state.hold) await sleep(50)
        state.held -= 1
        // Whoever hung up meanwhile was never told that the letter was taken: it was not.
        if (session.gone) return done(new Error('451 gone'))
        taken.push(await simpleParser(Buffer.concat(parts)))
        done()
      })
    },
    onClose (session) { session.gone = true }
  })
  server.on('error', () => {})
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve))
  return { ...state, state, taken, port: server.server.address().port, stop: () => new Promise(resolve => server.close(resolve)) }
}

/** Waits for a letter of which the test says that it is the one. */
export async function letterTo (mail, address, subject) {
  const found = () => mail.taken.find(one => one.to.text.includes(address) && subject.test(one.subject))
  await until(`a letter to ${address} about ${subject}`, found)
  return found()
}

/** What a served house is told so that its letters go to that server. */
export const sendingTo = mail => ({
  FOLKMOOT_SMTP: `127.0.0.1:${mail.port}`,
  FOLKMOOT_SMTP_TLS: 'none',
  FOLKMOOT_SMTP_PATIENCE: '2',
  FOLKMOOT_MAIL_FROM: 'moot@three-rivers.example.org'
})
