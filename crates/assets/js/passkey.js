// Passkeys, for the pages that offer them. Without this script, or in a browser without passkeys, those
// pages say what to do instead; nothing here decides who is signed in.

const bytesOf = text => {
  const plain = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(plain), letter => letter.charCodeAt(0));
};

const textOf = buffer => {
  const letters = Array.from(new Uint8Array(buffer), byte => String.fromCharCode(byte));
  return btoa(letters.join("")).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
};

const described = list => (list ?? []).map(key => ({ ...key, id: bytesOf(key.id) }));

/** Sends JSON to us. Answers with what came back; throws the sentence to show when it was refused. */
async function send(path, content) {
  const answer = await fetch(path, {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(content),
  });
  const told = await answer.json().catch(() => ({}));
  if (!answer.ok) {
    throw new Error([told.detail, told.help].filter(Boolean).join(" ") || "Something went wrong. Try again.");
  }
  return told;
}

async function signIn(place) {
  const { publicKey } = await send("/sign-in/passkey/begin", { confirm: place.dataset.passkey === "confirm" });
  const found = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: bytesOf(publicKey.challenge),
      allowCredentials: described(publicKey.allowCredentials),
    },
  });
  const { response } = found;
  return send("/sign-in/passkey/finish", {
    next: place.dataset.next ?? "",
    credential: {
      id: found.id,
      rawId: textOf(found.rawId),
      type: found.type,
      extensions: {},
      response: {
        authenticatorData: textOf(response.authenticatorData),
        clientDataJSON: textOf(response.clientDataJSON),
        signature: textOf(response.signature),
        userHandle: response.userHandle ? textOf(response.userHandle) : null,
      },
    },
  });
}

async function add(place) {
  const name = place.querySelector("input").value;
  const { publicKey } = await send("/you/passkeys/begin", { name });
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: bytesOf(publicKey.challenge),
      user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
      excludeCredentials: described(publicKey.excludeCredentials),
    },
  });
  return send("/you/passkeys/finish", {
    next: place.dataset.next ?? "",
    credential: {
      id: made.id,
      rawId: textOf(made.rawId),
      type: made.type,
      extensions: {},
      response: {
        attestationObject: textOf(made.response.attestationObject),
        clientDataJSON: textOf(made.response.clientDataJSON),
      },
    },
  });
}

/** What went wrong, in a sentence: ours, or one for what the browser said. */
function sentence(error) {
  if (!(error instanceof DOMException)) return error.message;
  if (error.name === "InvalidStateError") return "This device has a passkey for you already.";
  if (error.name === "SecurityError") return "Passkeys cannot be used at this address. Sign in by e-mail instead.";
  return "No passkey was used: it was cancelled, or took too long. Try again, or sign in by e-mail.";
}

function say(place, words) {
  const shown = place.querySelector("[data-passkey-said]");
  shown.textContent = words;
  shown.hidden = words === "";
}

for (const place of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) continue;
  const form = place.querySelector("form");
  place.hidden = false;
  for (const instead of document.querySelectorAll("[data-without-passkey]")) instead.hidden = true;
  form.addEventListener("submit", async event => {
    event.preventDefault();
    const button = form.querySelector("button");
    button.disabled = true;
    say(place, "");
    try {
      const { next } = await (place.dataset.passkey === "add" ? add(place) : signIn(place));
      window.location.assign(next);
    } catch (error) {
      say(place, sentence(error));
      button.disabled = false;
      button.focus();
    }
  });
}
