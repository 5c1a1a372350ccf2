// Follows a meeting: the server sends pieces of the page as they change, and they are put in place.
//
// What someone is writing is left alone, focus stays where it was, and what happened is said in a quiet
// voice for those who listen. When the connection is lost the page says of when it is, and tries again.
// Without this script the page works by loading it again. Every piece is HTML that our own templates
// wrote and escaped, sent by our own address to this page.

const follow = document.querySelector("[data-live-stream]");
const BEATS = 40_000; // Nothing heard for so long: two beats and more are missing.
const EDITABLE = "textarea, select, input:not([type=hidden]):not([type=submit])";

const ours = window.trustedTypes
  ? window.trustedTypes.createPolicy("folkmoot-live", { createHTML: html => html })
  : { createHTML: html => html };

// --- What is told -------------------------------------------------------------------------------

const mark = follow.querySelector(".fm-follow__mark");
const state = follow.querySelector("[data-live-state]");
const voice = follow.querySelector("[data-live-says]");
const reload = follow.querySelector("[data-live-reload]");
let clock = follow.dataset.liveClock;
let ahead = 0; // How much the server's clock is ahead of this one, in milliseconds.

function tell(kind, sign, words) {
  follow.dataset.state = kind;
  mark.textContent = sign;
  state.textContent = words;
  reload.hidden = kind === "live";
}

let waiting = [];
/** Says sentences aloud, those of one instant together. */
function say(sentences) {
  if (sentences.length === 0) return;
  if (waiting.length === 0) {
    setTimeout(() => {
      voice.textContent = waiting.join(" ");
      waiting = [];
    }, 50);
  }
  waiting.push(...sentences);
}

const said = new Map();
/** Says what is other than before. What stood when the page was opened needs no saying. */
function announce(all, quietly) {
  const fresh = all.filter(([about, sentence]) => said.get(about) !== sentence);
  for (const [about, sentence] of all) said.set(about, sentence);
  if (!quietly) say(fresh.map(([, sentence]) => sentence));
}

// --- The time that is left --------------------------------------------------------------------------

/** The same words as the pages have: crates/app/src/views/words.rs. */
function leftInWords(minutes) {
  if (minutes === 0) return "Time is up";
  const many = Math.abs(minutes) === 1 ? "1 minute" : `${Math.abs(minutes)} minutes`;
  return minutes > 0 ? `${many} left` : `${many} over`;
}

function tick() {
  const now = Math.floor((Date.now() + ahead) / 1000);
  for (const place of document.querySelectorAll("[data-until]")) {
    const words = leftInWords(Math.ceil((Number(place.dataset.until) - now) / 60) + 0);
    if (place.textContent !== words) place.textContent = words;
  }
}

// --- Putting pieces in place ----------------------------------------------------------------------

/** What a piece is, without what browsers, people and lines of the book add to it. */
function bare(piece) {
  const copy = piece.cloneNode(true);
  for (const details of copy.querySelectorAll("details")) details.removeAttribute("open");
  for (const input of copy.querySelectorAll("input[name=seen]")) input.removeAttribute("value");
  for (const place of copy.querySelectorAll("[data-until]")) place.textContent = "";
  for (const module of copy.querySelectorAll("[data-module]")) {
    for (const name of module.getAttributeNames()) {
      if (name.startsWith("data-govuk-")) module.removeAttribute(name);
    }
  }
  const box = document.createElement("div");
  box.append(...copy.childNodes);
  return box.innerHTML.replace(/\s+/g, " ").trim();
}

/** Whether someone is writing in a piece, or has chosen something that is not sent yet. */
function isTouched(piece) {
  const active = document.activeElement;
  if (piece.contains(active) && active.matches("textarea, select, input:not([type=radio]):not([type=checkbox])")) return true;
  return [...piece.querySelectorAll(EDITABLE)].some(field => {
    if (field.type === "radio" || field.type === "checkbox") return field.checked !== field.defaultChecked;
    if (field.matches("select")) {
      const first = [...field.options].findIndex(option => option.defaultSelected);
      return field.selectedIndex !== Math.max(first, 0);
    }
    return field.value !== field.defaultValue;
  });
}

const inner = piece => [...piece.querySelectorAll("[data-live]")].filter(one => one.parentElement.closest("[data-live]") === piece || !piece.contains(one.parentElement.closest("[data-live]")));

/** The same piece without the pieces in it. */
function frameOf(piece) {
  const copy = piece.cloneNode(true);
  for (const one of copy.querySelectorAll("[data-live]")) one.replaceChildren();
  return bare(copy);
}

/** Puts what is new in the place of what was. Gives whether all of it could be put there. */
function put(old, fresh) {
  if (bare(old) === bare(fresh)) return true;
  const [ones, others] = [inner(old), inner(fresh)];
  const named = new Map(others.map(one => [one.dataset.live, one]));
  const alike = ones.length > 0 && ones.length === others.length && ones.every(one => named.has(one.dataset.live));
  if (alike && frameOf(old) === frameOf(fresh)) {
    return ones.map(one => put(one, named.get(one.dataset.live))).every(Boolean);
  }
  if (isTouched(old)) {
    for (const one of ones) if (named.has(one.dataset.live)) put(one, named.get(one.dataset.live));
    return false;
  }
  const back = whereFocusWas(old);
  const open = [...old.querySelectorAll("details[open]")].map(summaryOf);
  for (const name of old.getAttributeNames()) if (!fresh.hasAttribute(name)) old.removeAttribute(name);
  for (const name of fresh.getAttributeNames()) old.setAttribute(name, fresh.getAttribute(name));
  old.replaceChildren(...fresh.childNodes);
  for (const details of old.querySelectorAll("details")) if (open.includes(summaryOf(details))) details.open = true;
  back?.();
  old.dispatchEvent(new Event("folkmoot:changed", { bubbles: true }));
  return true;
}

const summaryOf = details => details.querySelector("summary")?.textContent.trim();

/** How to give focus back to what had it, once the piece is another; nothing if it was elsewhere. */
function whereFocusWas(piece) {
  const active = document.activeElement;
  if (!piece.contains(active) || active === piece) return undefined;
  const like = one => one.localName === active.localName && one.id === active.id &&
    one.getAttribute("name") === active.getAttribute("name") && one.getAttribute("value") === active.getAttribute("value") &&
    one.getAttribute("href") === active.getAttribute("href") && (one.id !== "" || one.textContent.trim() === words);
  const words = active.textContent.trim();
  const near = active.closest("[id]:not(:focus)")?.id;
  return () => {
    const again = [...piece.querySelectorAll(active.localName)].find(like);
    const other = (near && document.getElementById(near)) || piece;
    if (!again && !other.hasAttribute("tabindex")) other.tabIndex = -1;
    (again ?? other).focus({ preventScroll: true });
  };
}

let postponed = [];
function apply(parts) {
  const left = new Map(postponed);
  for (const [name, html] of parts) left.set(name, html);
  postponed = [];
  for (const [name, html] of left) {
    const old = document.querySelector(`[data-live="${CSS.escape(name)}"]`);
    if (!old) continue;
    const template = document.createElement("template");
    template.innerHTML = ours.createHTML(html);
    const fresh = old.cloneNode(false);
    fresh.append(template.content);
    if (!put(old, fresh)) postponed.push([name, html]);
  }
}

// What could not be put in place because someone was writing there is put when they have done.
document.addEventListener("focusout", () => setTimeout(() => {
  if (postponed.length > 0) apply([]);
}, 300));

// --- Listening ---------------------------------------------------------------------------------------

let line = Number(follow.dataset.liveLine);
let stream, watchdog, first = true, wait = 1_000;

function heard({ now, clock: time }) {
  ahead = now - Date.now();
  clock = time;
  const lost = follow.dataset.state === "lost";
  tell("live", "●", "Live");
  if (lost) say(["Connected again."]);
  wait = 1_000;
  clearTimeout(watchdog);
  watchdog = setTimeout(again, BEATS);
  tick();
}

function lose() {
  if (follow.dataset.state !== "lost") say(["Connection lost."]);
  tell("lost", "▲", `Connection lost, trying again. What you see is from ${clock}.`);
}

/** Why there is nothing more to hear, if the server says so; nothing if it can only not be reached. */
async function whyNot() {
  const answer = await fetch(follow.dataset.liveStream, { method: "HEAD", redirect: "manual" }).catch(() => null);
  if (answer?.type === "opaqueredirect" || answer?.status === 401) return "signed-out";
  if (answer?.status === 403 || answer?.status === 404) return "not-yours";
  return answer?.status === 429 ? "too-many" : null;
}

/** Begins anew: the browser has given up, or a dead connection went unnoticed. */
function again() {
  stream?.close();
  clearTimeout(watchdog);
  lose();
  setTimeout(async () => {
    const why = await whyNot();
    if (why) end(why);
    else listen();
  }, wait + Math.random() * 500);
  wait = Math.min(wait * 2, 15_000);
}

const ENDS = {
  "signed-out": ["You are signed out.", "Sign in again"],
  "not-yours": ["This is not yours to see any more.", "Reload"],
  "too-many": ["Not live: you have too many live screens open.", "Reload"]
};

function end(why) {
  stream?.close();
  clearTimeout(watchdog);
  const [words, link] = ENDS[why] ?? ENDS["not-yours"];
  tell("over", "▲", `${words} What you see is from ${clock}.`);
  reload.textContent = link;
  say([words]);
}

function listen() {
  clearTimeout(watchdog);
  const address = new URL(follow.dataset.liveStream, location.href);
  address.searchParams.set("since", line);
  stream = new EventSource(address);
  const own = stream;
  stream.addEventListener("now", event => {
    const news = JSON.parse(event.data);
    // Another node may still be a moment behind what this page has shown already.
    if (news.line < line) return;
    heard(news);
    apply(news.parts);
    announce(news.says, first && news.parts.length === 0);
    [first, line] = [false, news.line];
    if (postponed.length === 0) {
      for (const input of document.querySelectorAll("input[name=seen]")) input.value = input.defaultValue = String(line);
    }
    tick();
  });
  stream.addEventListener("beat", event => heard(JSON.parse(event.data)));
  stream.addEventListener("over", event => end(event.data));
  stream.addEventListener("error", () => {
    if (stream !== own || follow.dataset.state === "over") return;
    if (stream.readyState === EventSource.CLOSED) return void again();
    lose();
    // The browser tries again by itself; should it give up without a word, we do not.
    clearTimeout(watchdog);
    watchdog = setTimeout(again, 5_000);
  });
}

if ("EventSource" in window) {
  tell("joining", "○", `As it stood at ${clock}.`);
  listen();
  setInterval(tick, 5_000);
  window.addEventListener("offline", lose);
  window.addEventListener("online", () => { if (follow.dataset.state === "lost") again(); });
  // A page that leaves lets go, so that its place is free for the next.
  window.addEventListener("pagehide", () => stream?.close());
  window.addEventListener("pageshow", event => { if (event.persisted) location.reload(); });
}
