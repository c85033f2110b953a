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
  document.addEventListener("DOMContentLoaded", function () {
    var first = document.querySelector("[data-focus]");
    if (first) focusOn(first);
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
  var said = null;
  // After a swap: say what the new part says of itself; never leave focus on the body.
  document.addEventListener("htmx:afterSettle", function (event) {
    var part = event.detail.elt;
    var news = part.matches("[data-announce]") ? part : part.querySelector("[data-announce]");
    var words = news && news.getAttribute("data-announce");
    // A part that asks again and again says only what is new, and leaves the focus alone.
    var asksAgain = part.matches("[hx-trigger^='every']");
    if (!asksAgain || words !== said) say(words);
    said = words;
    if (asksAgain) return;
    var wanted = part.matches("[data-focus]") ? part : part.querySelector("[data-focus]");
    if (wanted) focusOn(wanted);
    else if (document.activeElement === document.body) focusOn(part.querySelector("h1, h2, h3") || part);
  });
  // The server could not be reached or refused: say so instead of nothing.
  ["htmx:sendError", "htmx:responseError"].forEach(function (name) {
    document.addEventListener(name, function () { say(document.body.getAttribute("data-trouble")); });
  });
})();
