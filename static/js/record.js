/* Recording one's voice on the page on which one says something, and a look before a file is sent. Nothing needs it. */
"use strict";
(function () {
  // What plays everywhere comes first.
  var KINDS = ["audio/mp4;codecs=mp4a.40.2", "audio/webm;codecs=opus", "audio/ogg;codecs=opus"];
  var ENDINGS = { "audio/mp4": "m4a", "audio/webm": "webm", "audio/ogg": "ogg" };
  var MOST_BYTES = 19 * 1024 * 1024;

  function canRecord() {
    return navigator.mediaDevices && navigator.mediaDevices.getUserMedia && window.MediaRecorder && window.DataTransfer;
  }
  function kind() {
    return KINDS.find(function (one) { return window.MediaRecorder.isTypeSupported(one); });
  }

  function start(part) {
    var field = part.closest("form").querySelector("input[type=file]");
    var recorder = null;
    var address = "";
    function find(name) { return part.querySelector("[data-" + name + "]"); }
    function say(name) { find("news").textContent = part.getAttribute("data-" + name) || ""; }
    function show(isOn, isDone) {
      find("record").hidden = isOn || isDone;
      find("stop").hidden = !isOn;
      find("length").hidden = !isOn;
      find("discard").hidden = !isDone;
      find("listen").hidden = !isDone;
    }
    // Who looks sees that it runs, and for how long.
    function tell(seconds) {
      find("length").textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    }
    function forget() {
      if (address) URL.revokeObjectURL(address);
      address = "";
      find("listen").removeAttribute("src");
    }
    function keep(chunks, isFull) {
      var type = chunks[0] ? chunks[0].type.split(";")[0] : "";
      if (!ENDINGS[type]) { show(false, false); say("refused"); return; }
      var file = new File(chunks, "recording." + ENDINGS[type], { type: type });
      var box = new DataTransfer();
      box.items.add(file);
      field.files = box.files;
      address = URL.createObjectURL(file);
      find("listen").src = address;
      show(false, true);
      say(isFull ? "full" : "done");
      find("listen").focus();
    }
    function record(stream) {
      var chunks = [];
      var size = 0;
      var isFull = false;
      var began = Date.now();
      recorder = new MediaRecorder(stream, { mimeType: kind(), audioBitsPerSecond: 64000 });
      recorder.addEventListener("dataavailable", function (event) {
        if (event.data.size) chunks.push(event.data);
        tell(Math.round((Date.now() - began) / 1000));
        size += event.data.size;
        if (size > MOST_BYTES && recorder.state === "recording") {
          isFull = true;
          recorder.stop();
        }
      });
      recorder.addEventListener("stop", function () {
        stream.getTracks().forEach(function (track) { track.stop(); });
        keep(chunks, isFull);
      });
      recorder.start(1000);
      tell(0);
      show(true, false);
      say("on");
      find("stop").focus();
    }

    find("record").addEventListener("click", function () {
      navigator.mediaDevices.getUserMedia({ audio: true }).then(record).catch(function () { say("refused"); });
    });
    find("stop").addEventListener("click", function () {
      if (recorder && recorder.state === "recording") recorder.stop();
    });
    find("discard").addEventListener("click", function () {
      forget();
      field.value = "";
      show(false, false);
      say("gone");
      find("record").focus();
    });
    // Another file takes its place.
    field.addEventListener("change", function () {
      forget();
      show(false, false);
      find("news").textContent = "";
    });
    part.hidden = false;
  }

  // No browser keeps a file when a form comes back. So what is missing is said before it is sent.
  function look(field) {
    var form = field.form;
    var others = ["words", "file_words", "everybody_said_yes"].map(function (name) { return form.elements[name]; });
    function clear(event) { if (event.target.setCustomValidity) event.target.setCustomValidity(""); }
    form.addEventListener("input", clear);
    form.addEventListener("change", clear);
    form.addEventListener("submit", function (event) {
      if (!field.files.length) return;
      var isTooLarge = field.files[0].size > Number(field.getAttribute("data-most"));
      var wrong = isTooLarge ? field : others.find(function (one) {
        return one && !(one.type === "checkbox" ? one.checked : one.value.trim());
      });
      if (!wrong) return;
      event.preventDefault();
      wrong.setCustomValidity(field.getAttribute(isTooLarge ? "data-too-large" : "data-missing"));
      wrong.reportValidity();
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("input[type=file][data-missing]").forEach(look);
    if (canRecord() && kind()) document.querySelectorAll("[data-recorder]").forEach(start);
  });
})();
