/* Focus and announcements. Nothing here is needed for a page to work. */
"use strict";
(function () {
  function say(text) {
    var live = document.getElementById("live");
    if (live && text) {
      live.textContent = "";
      setTimeout(function () { live.textContent = text; }, 50);
    }
  }
  function focusOn(element) {
    if (!element.matches("a[href], button, input, select, textarea, summary, [tabindex]")) {
      element.setAttribute("tabindex", "-1");
    }
    element.focus();
  }
  // After a page with an error, or with news of what was just done, start there.
  function start() {
    var first = document.querySelector("[data-focus]");
    if (first) focusOn(first);
    return first;
  }
  document.addEventListener("DOMContentLoaded", function () {
    // Who used the skip link before sending still has #main in the address: it would take the focus away again.
    if (start() && location.hash) {
      history.replaceState(null, "", location.pathname + location.search);
      window.addEventListener("load", function () { setTimeout(start, 0); });
    }
  });
  // A link in the error summary leads to the field itself, label in sight.
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest(".problem a[href^='#']");
    var field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    (field.closest("fieldset, .field") || field).scrollIntoView();
    focusOn(field);
  });
  // After a swap: say what the new part says of itself; never leave focus on the body. A part that asks again by
  // itself says a thing once, and takes no focus that it did not have.
  var held = false;
  document.addEventListener("htmx:beforeSwap", function (event) {
    held = event.detail.target.contains(document.activeElement) && document.activeElement !== document.body;
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    var part = event.detail.elt;
    var asked = event.detail.requestConfig.triggeringEvent;
    var news = part.matches("[data-announce]") ? part : part.querySelector("[data-announce]");
    var text = news && (news.getAttribute("data-announce") || news.textContent.trim());
    if (news && (asked || text !== document.getElementById("live").textContent)) say(text);
    var wanted = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
    if (wanted) focusOn(wanted);
    else if (document.activeElement !== document.body) return;
    else if (asked) focusOn(part.querySelector("h1, h2, h3") || part);
    else if (held) focusOn(part.querySelector("a[href], button") || part);
  });
  // What was opened for ten minutes is gone ten minutes after the page came; what was typed stays.
  var came = Date.now();
  function hideOpened() {
    if (Date.now() - came < 600000 || !document.querySelector("[data-over]")) return;
    document.querySelectorAll("[data-private]").forEach(function (words) { words.remove(); });
    document.querySelectorAll("[data-over]").forEach(function (note) { note.textContent = note.dataset.over; });
  }
  setInterval(hideOpened, 5000);
  document.addEventListener("visibilitychange", hideOpened);
  // The server could not be reached or refused: say so instead of nothing.
  ["htmx:sendError", "htmx:responseError"].forEach(function (name) {
    document.addEventListener(name, function () { say(document.body.getAttribute("data-trouble")); });
  });
})();
