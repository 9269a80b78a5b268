"use strict";
(() => {
  // Every word of the page itself; what is found is said by the program, in the same language.
  const TEXTS = {
    en: {
      what: "Checks exported configurations of OMS components before an upgrade: what would break, why, and fixed copies in which nothing else differs.",
      offline: "Nothing leaves this machine: the page opens no connection and stores nothing.",
      dropTitle: "The export", drop: "Drop folders, files or archives (.tar, .tar.gz, .zip) here; omslint.toml and values files beside them are used.",
      pickFolder: "Choose a folder", pickFiles: "Choose files or archives", options: "What no file says",
      lang: "Language", from: "OMS version now", to: "OMS version after", createdWith: "Tasks were created with",
      ddl: "Tasks synchronise DDL", unknown: "not known", yes: "yes", no: "no", downtime: "Downtime",
      unsafe: "Fix also what is likely, but not certain", expect: "Tasks that must be in the export, one id a line",
      values: "Values that only a person can supply", valuesHow: "Tables [[override]], as values.toml holds them; after a check, take over what is asked for and fill it in.",
      fill: "Take over what is asked for", check: "Check", stop: "Stop", clear: "Begin anew",
      secrets: "Reports hide passwords. The fixed files and the patch hold them, as the originals do.", report: "Report",
      reading: "Reading: {n} files", checking: "Checking, {n} read …", stopped: "Stopped.", failed: "The program ended: {why}", done: "Checked in {s} s.",
      files: "{n} files", nothing: "Nothing was read yet.", unreadable: "Cannot be read by the browser: {path}. Choose it with the button, drop folders one at a time, or drop the archive.",
      fixed: "Fixed files (zip)", patch: "Patch", folder: "Upgrade folder (zip)", html: "Report HTML", json: "Report JSON", markdown: "Report Markdown", csv: "Tasks CSV",
      old: "This browser is too old for the page: it needs WebAssembly and DecompressionStream.",
    },
    zh: {
      what: "升级前检查导出的 OMS 组件配置：哪些会出问题、依据是什么，并给出只改动必要之处的副本。",
      offline: "数据不会离开本机：本页不建立任何连接，也不保存任何内容。",
      dropTitle: "导出文件", drop: "将目录、文件或归档（.tar、.tar.gz、.zip）拖放到此处；一并拖入的 omslint.toml 和取值文件也会生效。",
      pickFolder: "选择目录", pickFiles: "选择文件或归档", options: "文件中没有的信息",
      lang: "语言", from: "当前 OMS 版本", to: "目标 OMS 版本", createdWith: "创建项目时的版本",
      ddl: "项目是否同步 DDL", unknown: "未知", yes: "是", no: "否", downtime: "停机时长",
      unsafe: "同时修改推断得出、尚待确认的项", expect: "导出中必须包含的项目，每行一个 ID",
      values: "只能由人工提供的值", valuesHow: "[[override]] 表，格式与 values.toml 相同；检查之后可载入待填项并填写。",
      fill: "载入待填项", check: "检查", stop: "停止", clear: "重新开始",
      secrets: "报告中不显示密码；修改后的文件和补丁与原文件一样包含密码。", report: "报告",
      reading: "正在读取：{n} 个文件", checking: "正在检查，已读取 {n} 个……", stopped: "已停止。", failed: "程序已终止：{why}", done: "检查完成，用时 {s} 秒。",
      files: "{n} 个文件", nothing: "尚未读取任何文件。", unreadable: "浏览器无法读取：{path}。请用按钮选择，或逐个拖放目录，或拖放归档文件。",
      fixed: "修改后的文件（zip）", patch: "补丁", folder: "变更目录（zip）", html: "HTML 报告", json: "JSON 报告", markdown: "Markdown 报告", csv: "项目 CSV",
      old: "浏览器版本过低：本页需要 WebAssembly 和 DecompressionStream。",
    },
  };
  const $ = (id) => document.getElementById(id);
  const form = $("options");
  const language = () => form.elements.lang.value;
  const say = (key, values = {}) => TEXTS[language()][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  const status = (text, bad = false) => { $("status").textContent = text; $("status").className = bad ? "bad" : ""; };

  const files = new Map(); // path -> File, or null for a folder without files
  let worker = null, running = false, answer = null, urls = [];

  function speak() {
    document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
    for (const one of document.querySelectorAll("[data-text]")) one.textContent = say(one.dataset.text);
    for (const one of document.querySelectorAll("[data-title]")) one.title = say(one.dataset.title);
    list();
  }

  function list() {
    const roots = new Map();
    for (const path of files.keys()) {
      const root = path.split("/")[0];
      roots.set(root, (roots.get(root) || 0) + (path.endsWith("/") ? 0 : 1));
    }
    $("given").replaceChildren(...[...roots].map(([root, n]) => {
      const item = document.createElement("li");
      item.textContent = files.has(root) ? root : `${root}/ (${say("files", { n })})`;
      return item;
    }));
    $("check").disabled = running || files.size === 0;
  }

  // What is dropped.
  const readAll = (reader) => new Promise((done, failed) => {
    const all = [];
    const more = () => reader.readEntries((some) => { if (some.length) { all.push(...some); more(); } else done(all); }, failed);
    more();
  });
  async function walk(first, unread) {
    const open = [first];
    while (open.length) {
      const entry = open.pop(), path = entry.fullPath.replace(/^\/+/, "");
      try {
        if (entry.isDirectory) {
          const inside = await readAll(entry.createReader());
          if (inside.length) open.push(...inside); else files.set(path + "/", null);
        } else files.set(path, await new Promise((done, failed) => entry.file(done, failed)));
      } catch { unread.push(path); }
      if (files.size % 500 === 0) status(say("reading", { n: files.size }));
    }
  }
  async function take(work) {
    const unread = [];
    await work(unread);
    list();
    // What was not read must not look like a pass.
    broken = broken.concat(unread);
    status(broken.map((path) => say("unreadable", { path })).join("\n"), broken.length > 0);
    again();
  }
  let broken = [];
  // For a page that was opened from disk, Chromium reads no entry of a folder, and a handle of it leaves out, without a word, what
  // bears a colon in its name, as components do. A picker of folders on which a folder is dropped takes all of it.
  const usesPicker = location.protocol === "file:" && /Chrom(e|ium)\//.test(navigator.userAgent);
  addEventListener("dragenter", () => document.body.classList.add("dragging"));
  addEventListener("dragover", (event) => { if (event.target !== $("catch")) event.preventDefault(); });
  addEventListener("dragleave", (event) => { if (!event.relatedTarget) document.body.classList.remove("dragging"); });
  addEventListener("drop", (event) => {
    document.body.classList.remove("dragging");
    // All of it is gone once this event is over, so everything is asked for now.
    const dropped = [...event.dataTransfer.items].filter((item) => item.kind === "file").map((item) => {
      const entry = item.webkitGetAsEntry && item.webkitGetAsEntry();
      return entry && entry.isDirectory ? { entry } : { file: item.getAsFile() };
    });
    if (usesPicker && dropped.length === 1 && dropped[0].entry && event.target === $("catch")) return;
    event.preventDefault();
    take(async (unread) => {
      for (const { file, entry } of dropped) {
        if (file) files.set(file.name, file);
        else await walk(entry, unread);
      }
    });
  });
  for (const [button, input] of [["pick-folder", "folder"], ["pick-files", "files"], ["catch", "catch"]]) {
    if (button !== input) $(button).addEventListener("click", () => $(input).click());
    $(input).addEventListener("change", () => {
      const chosen = [...$(input).files];
      take(async () => { for (const file of chosen) files.set(file.webkitRelativePath || file.name, file); });
      $(input).value = "";
    });
  }

  // The program.
  async function start() {
    const packed = Uint8Array.from(atob($("wasm").textContent.trim()), (c) => c.charCodeAt(0));
    const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
    const wasm = await new Response(stream).arrayBuffer();
    const text = $("worker").textContent;
    const fresh = () => {
      const made = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
      made.postMessage({ wasm });
      return made;
    };
    return fresh;
  }
  const program = "WebAssembly" in window && "DecompressionStream" in window ? start() : Promise.reject(new Error("old"));
  program.catch((error) => status(error.message === "old" ? say("old") : say("failed", { why: error.message }), true));

  const asked = () => {
    const form_ = Object.fromEntries(["lang", "from", "to", "createdWith", "ddl", "downtime", "expect", "values"].map((name) => [name, form.elements[name].value]));
    return { ...form_, unsafeFixes: form.elements.unsafeFixes.checked, now: Math.floor(Date.now() / 1000) };
  };
  function end() {
    running = false;
    $("stop").hidden = true;
    list();
  }
  async function check() {
    const fresh = await program;
    if (running || files.size === 0) return;
    const began = Date.now();
    running = true;
    answer = null;
    $("result").hidden = true;
    $("check").disabled = true;
    $("stop").hidden = false;
    status(say("reading", { n: 0 }));
    worker = fresh();
    worker.onerror = (event) => { status(say("failed", { why: event.message }), true); worker.terminate(); end(); };
    worker.onmessage = ({ data }) => {
      if (data.read !== undefined) status(say(data.all ? "checking" : "reading", { n: data.read }));
      if (data.failed) { status(say("failed", { why: data.failed }), true); worker.terminate(); end(); }
      if (data.answer) {
        worker.terminate();
        end();
        if (data.answer.error) status(data.answer.error, true);
        else { status(say("done", { s: ((Date.now() - began) / 1000).toFixed(1) })); show(data.answer); }
      }
    };
    worker.postMessage({ files: [...files].map(([path, file]) => ({ path, file })), asked: asked() });
  }
  function again() {
    if (running) { worker.terminate(); end(); }
    if (!broken.length) check();
  }
  $("stop").addEventListener("click", () => { if (worker) worker.terminate(); end(); status(say("stopped")); });
  $("clear").addEventListener("click", () => {
    if (worker) worker.terminate();
    files.clear(); broken = []; answer = null;
    form.elements.values.value = ""; form.elements.expect.value = "";
    $("result").hidden = true; $("fill").disabled = true;
    end(); status("");
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); check(); });
  // What is shown is never the answer to another question than the one that stands in the form.
  form.addEventListener("input", () => { $("result").hidden = true; });
  form.addEventListener("change", () => { speak(); again(); });
  let template = "";
  $("fill").addEventListener("click", () => { form.elements.values.value = template; });

  const text = (list, path) => (list.find((file) => file.path === path) || { text: "" }).text;

  function show(got) {
    answer = got;
    for (const url of urls) URL.revokeObjectURL(url);
    urls = [];
    $("result-title").textContent = got.answer;
    $("summary").textContent = got.summary;
    const troubles = [...broken.map((path) => say("unreadable", { path })), ...got.unproven, ...(got.leftOut ? [got.leftOut] : [])];
    $("troubles").replaceChildren(...troubles.map((why) => { const item = document.createElement("li"); item.textContent = why; return item; }));
    const inside = (path) => path.replace(/^fixed\//, "");
    const buttons = [
      ["fixed", "omslint-fixed.zip", got.fixed.length && (() => zip(got.fixed.map((file) => ({ ...file, path: inside(file.path) })))), "application/zip"],
      ["patch", "fix.patch", () => text(got.folder, "fix.patch"), "text/x-diff"],
      ["folder", "omslint-upgrade.zip", () => zip(got.folder.concat(got.fixed)), "application/zip"],
      ["html", "report.html", () => text(got.folder, "report.html"), "text/html"],
      ["json", "report.json", () => text(got.folder, "report.json"), "application/json"],
      ["markdown", "report.md", () => text(got.folder, "report.md"), "text/markdown"],
      ["csv", "tasks.csv", () => text(got.folder, "tasks.csv"), "text/csv"],
    ];
    $("downloads").replaceChildren(...buttons.filter(([, , make]) => make).map(([key, name, make, type]) => {
      const link = document.createElement("a");
      const url = URL.createObjectURL(new Blob([make()], { type }));
      urls.push(url);
      Object.assign(link, { href: url, download: name, className: "button", textContent: say(key), id: "get-" + key });
      return link;
    }));
    // A document of its own that runs nothing and reaches nothing: this page's policy holds in it, too. Its script, which sorts and
    // filters, runs in the report that is saved.
    $("result").hidden = false;
    // A new frame each time: in one that was hidden, Chromium lays out no second document.
    const frame = $("report").cloneNode(false);
    frame.srcdoc = text(got.folder, "report.html");
    $("report").replaceWith(frame);
    const values = text(got.folder, "values.toml");
    // Once all is filled in, nothing is asked for any more: what was typed stays.
    if (values.includes("[[override]]")) template = values;
    $("fill").disabled = !template;
  }

  // A zip of texts, stored: the parts of the format that every unzip reads.
  const TABLE = Uint32Array.from({ length: 256 }, (_, n) => { for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1; return n >>> 0; });
  function crc(bytes) {
    let sum = 0xffffffff;
    for (let i = 0; i < bytes.length; i++) sum = TABLE[(sum ^ bytes[i]) & 255] ^ (sum >>> 8);
    return (sum ^ 0xffffffff) >>> 0;
  }
  function zip(list) {
    const encoder = new TextEncoder(), parts = [], central = [], now = new Date();
    const time = now.getHours() << 11 | now.getMinutes() << 5 | now.getSeconds() >> 1;
    const date = now.getFullYear() - 1980 << 9 | now.getMonth() + 1 << 5 | now.getDate();
    let at = 0, size = 0;
    const head = (length, fields) => {
      const view = new DataView(new ArrayBuffer(length));
      for (const [offset, width, value] of fields) width === 4 ? view.setUint32(offset, value, true) : view.setUint16(offset, value, true);
      return new Uint8Array(view.buffer);
    };
    for (const file of list) {
      const name = encoder.encode(file.path), bytes = encoder.encode(file.text), sum = crc(bytes);
      const common = (start) => [[start, 2, 20], [start + 2, 2, 0x800], [start + 4, 2, 0], [start + 6, 2, time], [start + 8, 2, date], [start + 10, 4, sum], [start + 14, 4, bytes.length], [start + 18, 4, bytes.length], [start + 22, 2, name.length]];
      const local = head(30, [[0, 4, 0x04034b50], ...common(4)]);
      const entry = head(46, [[0, 4, 0x02014b50], [4, 2, 20], ...common(6), [42, 4, at]]);
      parts.push(local, name, bytes);
      central.push(entry, name);
      at += local.length + name.length + bytes.length;
      size += entry.length + name.length;
    }
    const end_ = head(22, [[0, 4, 0x06054b50], [8, 2, list.length], [10, 2, list.length], [12, 4, size], [16, 4, at]]);
    return new Blob([...parts, ...central, end_], { type: "application/zip" });
  }

  form.elements.lang.value = /^zh/i.test(navigator.language) ? "zh" : "en";
  speak();
})();
