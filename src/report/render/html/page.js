// Sorting and filtering. Without it the page shows everything.
(function () {
  "use strict";
  var all = function (root, selector) { return Array.prototype.slice.call(root.querySelectorAll(selector)); };
  var form = document.getElementById("filter");
  var shown = document.getElementById("shown");
  var words = document.getElementById("words");
  var rule = document.getElementById("rule");
  var server = document.getElementById("server");
  var boxes = all(form, "input[name=state]");
  var list = function (node, name) { return (node.getAttribute("data-" + name) || "").split("\n"); };
  var rulesOf = {};
  var entry = function (node) {
    return { node: node, state: node.getAttribute("data-state"), task: node.getAttribute("data-task"), servers: list(node, "servers"), text: null };
  };
  var tasks = all(document, "#tasks tbody tr").map(function (node) {
    var row = entry(node);
    row.rules = rulesOf[row.task] = list(node, "rules");
    return row;
  });
  var values = all(document, "#plan tbody tr").map(function (node) {
    var row = entry(node);
    row.rules = rulesOf[row.task] || [];
    return row;
  });
  var groups = all(document, ".rule").map(function (group) {
    return { node: group, items: all(group, ".finding").map(function (node) {
      var item = entry(node);
      item.rules = list(node, "rule");
      return item;
    }) };
  });
  var textOf = function (row) {
    if (row.text === null) { row.text = (row.task + " " + row.servers.join(" ") + " " + row.rules.join(" ") + " " + row.node.textContent).toLowerCase(); }
    return row.text;
  };
  function filter() {
    var wanted = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    var states = boxes.filter(function (box) { return box.checked; }).map(function (box) { return box.value; });
    var everyState = states.length === boxes.length;
    var is = function (row) {
      return (everyState || states.indexOf(row.state) >= 0)
        && (!rule || !rule.value || row.rules.indexOf(rule.value) >= 0)
        && (!server || !server.value || row.servers.indexOf(server.value) >= 0)
        && wanted.every(function (word) { return textOf(row).indexOf(word) >= 0; });
    };
    var show = function (rows) {
      return rows.filter(function (row) { row.node.hidden = !is(row); return !row.node.hidden; }).length;
    };
    var count = [show(tasks), show(values), 0], total = [tasks.length, values.length, 0];
    groups.forEach(function (group) {
      var some = show(group.items);
      group.node.hidden = some === 0;
      count[2] += some;
      total[2] += group.items.length;
    });
    var isWhole = count.join() === total.join();
    // Printed, tasks that need nothing are a list; what is filtered is printed as it stands.
    document.getElementById("main").classList.toggle("filtered", !isWhole);
    shown.textContent = ["{{ tr("{n} tasks") }}", "{{ tr("{n} values") }}", "{{ tr("{n} findings") }}"].map(function (text, at) {
      return total[at] ? text.replace("{n}", isWhole ? total[at] : count[at] + "{{ tr(" of ") }}" + total[at]) : "";
    }).filter(Boolean).join("{{ tr(", ") }}") + (isWhole ? "" : "{{ tr(": the others are filtered out") }}");
  }
  var key = function (row, at) {
    var cell = row.children[at];
    return cell.getAttribute("data-rank") || cell.textContent.trim();
  };
  all(document, ".rows").forEach(function (table) {
    var heads = all(table, "thead th");
    heads.forEach(function (head, at) {
      var button = document.createElement("button");
      button.type = "button";
      button.textContent = head.textContent;
      head.textContent = "";
      head.appendChild(button);
      button.addEventListener("click", function () {
        var up = head.getAttribute("aria-sort") !== "ascending";
        heads.forEach(function (other) { other.removeAttribute("aria-sort"); });
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        var order = new Intl.Collator(undefined, { numeric: true });
        var rows = all(table, "tbody tr").map(function (row) { return [key(row, at), row]; });
        rows.sort(function (a, b) { return (up ? 1 : -1) * order.compare(a[0], b[0]); });
        rows.forEach(function (row) { table.tBodies[0].appendChild(row[1]); });
      });
    });
  });
  // A link to a finding opens it.
  function open() {
    var target = document.getElementById(location.hash.slice(1));
    if (target && target.tagName === "DETAILS") { target.open = true; target.scrollIntoView(); }
  }
  window.addEventListener("hashchange", open);
  document.addEventListener("click", function (event) { if (event.target.hash === location.hash) { open(); } });
  form.hidden = shown.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); });
  form.addEventListener("input", filter);
  form.addEventListener("reset", function () { setTimeout(filter); });
  filter();
  open();
})();
