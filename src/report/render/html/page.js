// The filter. Without it the page shows everything.
(function () {
  "use strict";
  var form = document.getElementById("filter");
  var words = document.getElementById("words");
  var shown = document.getElementById("shown");
  var boxes = Array.prototype.slice.call(form.querySelectorAll("input[type=checkbox]"));
  var all = function (root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); };
  var groups = all(document, ".group").map(function (group) {
    var title = group.querySelector("h3").textContent.toLowerCase();
    return { node: group, items: all(group, ".finding").map(function (item) {
      return { node: item, severity: item.dataset.severity, text: title + " " + item.textContent.toLowerCase() };
    }) };
  });
  var servers = all(document, ".server").map(function (server) {
    var name = server.querySelector("h3").textContent.toLowerCase();
    return { node: server, rows: all(server, "tbody tr").map(function (row) {
      return { node: row, text: name + " " + row.textContent.toLowerCase() };
    }) };
  });
  function filter() {
    var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    var severities = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    var matches = function (text) { return wanted.every(function (word) { return text.indexOf(word) >= 0; }); };
    var count = 0, total = 0;
    groups.forEach(function (group) {
      var some = false;
      group.items.forEach(function (item) {
        var on = severities.indexOf(item.severity) >= 0 && matches(item.text);
        item.node.hidden = !on;
        some = some || on;
        total += 1;
        count += on ? 1 : 0;
      });
      group.node.hidden = !some;
    });
    servers.forEach(function (server) {
      var some = false;
      server.rows.forEach(function (row) {
        var on = matches(row.text);
        row.node.hidden = !on;
        some = some || on;
      });
      server.node.hidden = !some;
    });
    shown.textContent = count === total ? total + " findings" : count + " of " + total + " findings";
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", filter);
  filter();
})();
