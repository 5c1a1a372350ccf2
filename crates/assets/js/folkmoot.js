// Starts govuk-frontend, which precedes this in the same module. Everything works without it: this
// only adds comforts such as focusing the error summary and preventing a double click.
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("js-enabled", "govuk-frontend-supported");
  initAll();
  // A piece of a page that follows a meeting was put in place (live.js): it has the comforts too.
  document.addEventListener("folkmoot:changed", event => initAll({ scope: event.target }));
}

// A wide chart is read from its middle: on a narrow screen, begin there.
for (const frame of document.querySelectorAll(".fm-chart--wide .fm-chart__frame")) {
  frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
}
