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
      ddl: "Tasks synchronise DDL", unknown: "not known", yes: "yes", no: "no", downtime: "Downtime", example: "such as {value}",
      unsafe: "Fix also what is likely, but not certain", expect: "Tasks that must be in the export, one id a line",
      values: "Values that only a person can supply", valuesHow: "Tables [[override]], as values.toml holds them; after a check, take over what is asked for and fill it in.",
      fill: "Take over what is asked for", check: "Check", stop: "Stop", clear: "Begin anew",
      secrets: "Reports hide passwords. Fixed files, patch and upgrade folder hold them, as the originals do.", report: "Report",
      walking: "Looking into folders: {done} files", hand: "Reading from disk: {done} of {of} files", s0: "Reading: {done} of {of} files", s1: "Unpacking: {part} %",
      s2: "Checking …", s3: "Writing the report …", s4: "Making the fixes and proving them …", s5: "Writing {name} …",
      making: "{name}: {step}", replace: "Replace what is typed there?", stopped: "Stopped.", failed: "The program ended, and this is no answer: {why}", done: "Checked in {s} s.", saved: "{name} is made.",
      files: "{n} files", remove: "Remove", nothing: "There is no file in it.", unreadable: "choose it with the button, drop folders one at a time, or drop the archive",
      fixed: "Fixed files (zip)", patch: "Patch", folder: "Upgrade folder (zip)", html: "Report HTML", json: "Report JSON", markdown: "Report Markdown", findings: "Findings CSV", csv: "Tasks CSV", runbook: "Runbook",
      print: "Print", notices: "Licences of what is inside", old: "This browser is too old for the page: it needs WebAssembly and DecompressionStream.",
    },
    zh: {
      what: "升级前检查导出的 OMS 组件配置：哪些会出问题、依据是什么，并给出只改动必要之处的副本。",
      offline: "数据不会离开本机：本页不建立任何连接，也不保存任何内容。",
      dropTitle: "导出文件", drop: "将目录、文件或归档（.tar、.tar.gz、.zip）拖放到此处；一并拖入的 omslint.toml 和取值文件也会生效。",
      pickFolder: "选择目录", pickFiles: "选择文件或归档", options: "文件中没有的信息",
      lang: "语言", from: "当前 OMS 版本", to: "目标 OMS 版本", createdWith: "创建项目时的版本",
      ddl: "项目是否同步 DDL", unknown: "未知", yes: "是", no: "否", downtime: "停机时长", example: "例如 {value}",
      unsafe: "同时修改推断得出、尚待确认的项", expect: "导出中必须包含的项目，每行一个 ID",
      values: "只能由人工提供的值", valuesHow: "[[override]] 表，格式与 values.toml 相同；检查之后可载入待填项并填写。",
      fill: "载入待填项", check: "检查", stop: "停止", clear: "重新开始",
      secrets: "报告中不显示密码；修改后的文件、补丁和变更目录与原文件一样包含密码。", report: "报告",
      walking: "正在查找文件：{done} 个", hand: "正在从磁盘读取：{done} / {of} 个文件", s0: "正在读取：{done} / {of} 个文件", s1: "正在解压：{part}%",
      s2: "正在检查……", s3: "正在生成报告……", s4: "正在生成修改并验证……", s5: "正在生成 {name}……",
      making: "{name}（其中给程序读取的内容为英文，需再检查一遍）：{step}", replace: "替换已填写的内容？", stopped: "已停止。", failed: "程序已终止，没有得出结果：{why}", done: "检查完成，用时 {s} 秒。", saved: "已生成 {name}。",
      files: "{n} 个文件", remove: "移除", nothing: "其中没有任何文件。", unreadable: "请用按钮选择，或逐个拖放目录，或拖放归档文件",
      fixed: "修改后的文件（zip）", patch: "补丁", folder: "变更目录（zip）", html: "HTML 报告", json: "JSON 报告", markdown: "Markdown 报告", findings: "问题 CSV", csv: "项目 CSV", runbook: "变更手册",
      print: "打印", notices: "第三方许可声明", old: "浏览器版本过低：本页需要 WebAssembly 和 DecompressionStream。",
    },
  };
  const $ = (id) => document.getElementById(id);
  const form = $("options");
  const language = () => form.elements.lang.value;
  const say = (key, values = {}) => TEXTS[language()][key].replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
  const status = (text, bad = false) => { $("status").textContent = text; $("status").className = bad ? "bad" : ""; };

  const files = new Map(); // path -> File, null for a folder without files, or a text: why it cannot be read
  // How often all began anew: what still looks into folders then, looks for nobody.
  let worker = null, running = false, age = 0, saving = new Map();
  // Whether what was dropped has not been answered yet: its answer is brought before the eyes, that to a form is not.
  let isNew = false;

  function speak() {
    document.documentElement.lang = language() === "zh" ? "zh-CN" : "en";
    for (const one of document.querySelectorAll("[data-text]")) one.textContent = say(one.dataset.text);
    for (const one of document.querySelectorAll("[data-title]")) one.title = say(one.dataset.title);
    // Never the bare value: it would look as if it were said.
    for (const one of document.querySelectorAll("[data-example]")) one.placeholder = say("example", { value: one.dataset.example });
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
      item.textContent = files.has(root) ? root + " " : `${root}/ (${say("files", { n })}) `;
      const button = document.createElement("button");
      Object.assign(button, { type: "button", className: "small", textContent: say("remove"), ariaLabel: `${say("remove")}: ${root}` });
      button.addEventListener("click", () => {
        for (const path of [...files.keys()]) if (path.split("/")[0] === root) files.delete(path);
        $("result").hidden = true;
        stop(); status(""); list();
        if (files.size) check(); else $("pick-folder").focus();
      });
      item.append(button);
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
  async function walk(first, found) {
    const open = [first], ours = age;
    const look = async (entry) => {
      const path = entry.fullPath.replace(/^\/+/, "");
      try {
        if (entry.isDirectory) {
          const inside = await readAll(entry.createReader());
          if (inside.length) open.push(...inside); else found.set(path + "/", null);
        } else found.set(path, await new Promise((done, failed) => entry.file(done, failed)));
      } catch { found.set(path, say("unreadable")); } // It must not look like a pass.
    };
    // Many at a time: each alone waits for the browser.
    while (open.length && ours === age) {
      await Promise.all(open.splice(-256).map(look));
      if (ours === age) status(say("walking", { done: found.size }));
    }
  }
  let turn = Promise.resolve();
  /** Takes what was dropped or chosen, one drop after the other. */
  function take(work) {
    const ours = age, found = [];
    // While it looks into folders, what stands there would be the answer to less.
    stop();
    $("result").hidden = true;
    turn = turn.then(async () => {
      await work(found);
      for (const one of found) {
        const all = await named(one);
        if (ours !== age) return;
        for (const [path, file] of all) files.set(path, file);
      }
      if (ours !== age) return;
      list();
      isNew = true;
      if (found.some((one) => one.size)) again(); else status(say("nothing"), true);
    }).catch((error) => failed(error.message));
  }
  const isOwn = (path) => /^[^/]+\.toml$|^values[^/]*\.csv$/i.test(path);
  /** Whether two files are one. Names, sizes and times are no proof: servers start in the same second. */
  async function isSame(a, b) {
    if (!(a instanceof File && b instanceof File)) return a === b;
    if (a.size !== b.size) return false;
    for (let at = 0, step = 1 << 22; at < a.size; at += step) {
      const [ours, theirs] = await Promise.all([a, b].map(async (one) => new Uint8Array(await one.slice(at, at + step).arrayBuffer())));
      if (ours.length !== theirs.length || ours.some((byte, i) => byte !== theirs[i])) return false;
    }
    return true;
  }
  /** The paths under which to take in what was dropped as one. Another folder or file of a name that is here already gets a name of its
   *  own: servers have files of the same names, and none takes the place of another in silence. What the person writes for us is
   *  replaced. */
  async function named(found) {
    const renamed = (n) => ([path, file]) => {
      if (n === 1) return [path, file];
      const [root, ...rest] = path.split("/");
      return [[rest.length ? `${root} (${n})` : root.replace(/(?=\.|$)/, ` (${n})`), ...rest].join("/"), file];
    };
    // A folder that could not be read before is here now.
    for (const path of found.keys()) if (typeof files.get(path.split("/")[0]) === "string") files.delete(path.split("/")[0]);
    for (let n = 1; ; n++) {
      const all = [...found].map(renamed(n)), doubtful = all.filter(([path]) => files.has(path) && !isOwn(path));
      let isFree = true;
      for (let at = 0; isFree && at < doubtful.length; at += 64) {
        // What cannot be read now is told when it is read.
        const are = doubtful.slice(at, at + 64).map(([path, file]) => isSame(files.get(path), file).catch(() => false));
        isFree = (await Promise.all(are)).every(Boolean);
        status(say("walking", { done: at }));
      }
      if (isFree) return all;
    }
  }
  // For a page that was opened from disk, Chromium reads no entry of a folder, and a handle of it leaves out, without a word, what
  // bears a colon in its name, as components do. A picker of folders on which a folder is dropped takes all of it. Firefox reads
  // entries whole, and would open a file that falls on such a picker in place of the page.
  const usesPicker = location.protocol === "file:" && /Chrom(e|ium)\//.test(navigator.userAgent);
  $("catch").disabled = !usesPicker;
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
    take(async (found) => {
      for (const { file, entry } of dropped) {
        const one = new Map();
        found.push(one);
        if (file) one.set(file.name, file);
        else if (entry) await walk(entry, one);
      }
    });
  });
  for (const [button, input] of [["pick-folder", "folder"], ["pick-files", "files"], ["catch", "catch"]]) {
    if (button !== input) $(button).addEventListener("click", () => $(input).click());
    $(input).addEventListener("change", () => {
      const chosen = [...$(input).files];
      const one = (list) => new Map(list.map((file) => [file.webkitRelativePath || file.name, file]));
      // A folder is one thing, files are many.
      take(async (found) => { found.push(...(input === "files" ? chosen.map((file) => one([file])) : [one(chosen)])); });
      $(input).value = "";
    });
  }

  // The program.
  /** The last of its stages in which it looks at what was dropped, as it numbers them. */
  const LOOK = 2;
  /** What stands packed in an element. */
  function unpacked(id) {
    const text = atob($(id).textContent.trim()), packed = new Uint8Array(text.length);
    for (let i = 0; i < text.length; i++) packed[i] = text.charCodeAt(i);
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
  }
  async function start() {
    const bytes = await unpacked("wasm");
    $("wasm").remove();
    return WebAssembly.compile(bytes);
  }
  $("notices").addEventListener("click", async () => save("notices.txt", await unpacked("licences")));
  const code = URL.createObjectURL(new Blob([$("worker").textContent], { type: "text/javascript" }));
  const program = "WebAssembly" in window && "DecompressionStream" in window ? start() : Promise.reject(new Error("old"));
  program.catch((error) => status(error.message === "old" ? say("old") : say("failed", { why: error.message }), true));

  const asked = () => {
    const form_ = Object.fromEntries(["lang", "from", "to", "createdWith", "ddl", "downtime", "expect", "values"].map((name) => [name, form.elements[name].value]));
    return { ...form_, unsafeFixes: form.elements.unsafeFixes.checked, now: Math.floor(Date.now() / 1000), windows: navigator.userAgent.includes("Windows") };
  };
  function end() {
    running = false;
    $("status").removeAttribute("aria-busy");
    $("stop").hidden = true;
    list();
  }
  function stop() {
    if (worker) worker.terminate();
    worker = null;
    saving.clear();
    $("downloads").replaceChildren();
    end();
  }
  function failed(why) { stop(); status(say("failed", { why }), true); }
  async function check() {
    const module = await program;
    if (running || files.size === 0) return;
    stop();
    const began = Date.now();
    running = true;
    // How far it is, is for the eye: what is read aloud is how it ended.
    $("status").setAttribute("aria-busy", "true");
    $("result").hidden = true;
    $("check").disabled = true;
    $("stop").hidden = false;
    status(say("hand", { done: 0, of: files.size }));
    const mine = worker = new Worker(code);
    worker.onerror = (event) => { if (mine === worker) failed(event.message); };
    worker.onmessage = ({ data }) => {
      if (mine !== worker) return;
      if (data.stage !== undefined) {
        const { stage, done, of } = data, name = [...saving.keys()][0];
        if (!running && !name) return;
        const step = say("s" + stage, { done, of, name, part: Math.floor(100 * done / (of || 1)) });
        // What is found is said when it is found: where programs read English and the person does not, all is looked at once more.
        status(running || stage > LOOK ? step : say("making", { name, step }));
      } else if (data.failed) failed(data.failed);
      else if (data.made) save(data.made, data.bytes);
      else if (data.plan) {
        if (data.plan.error) return failed(data.plan.error);
        end();
        status(say("done", { s: ((Date.now() - began) / 1000).toFixed(1) }));
        offer(data.plan);
      } else if (data.answer.error) { stop(); mistake(data.answer.error); }
      else show(data.answer, data.report);
    };
    mine.postMessage({ program: module });
    if (await hand(mine)) mine.postMessage({ asked: asked() });
  }
  /** Hands over all files to a worker, some at a time: each alone takes long, all at once too much memory. They are read here, and nobody
   *  asks for their sizes: to send a file to a worker, or to know its size, costs Chromium as much again as to read it. */
  async function hand(to) {
    const all = [...files];
    for (let at = 0; at < all.length; at += 64) {
      const some = await Promise.all(all.slice(at, at + 64).map(async ([path, file]) => {
        if (file === null || typeof file === "string") return { path, bytes: file ?? new ArrayBuffer(0) };
        return { path, bytes: await file.arrayBuffer().catch((error) => String(error.message || error)) };
      }));
      if (to !== worker) return false;
      to.postMessage({ files: some }, some.map((one) => one.bytes).filter((bytes) => typeof bytes !== "string"));
      status(say("hand", { done: Math.min(at + 64, all.length), of: all.length }));
    }
    return true;
  }
  function again() { stop(); check(); }
  /** What the person got wrong. The program names a field by its flag, which nobody sees here. */
  function mistake(why) {
    const [, flag = "", said = ""] = /^--([a-z-]+)(?:: |：)(.*)$/s.exec(why) ?? [];
    const field = form.elements[flag.replace(/-(.)/g, (_, letter) => letter.toUpperCase())];
    // Where the field is empty, omslint.toml says it.
    if (!field || !field.value.trim()) return status(why, true);
    field.setAttribute("aria-invalid", "true");
    status(`${field.labels[0].firstElementChild.textContent}: ${said}`, true);
  }
  $("stop").addEventListener("click", () => { stop(); $("result").hidden = true; status(say("stopped")); });
  $("clear").addEventListener("click", () => {
    age++;
    files.clear();
    template = "";
    form.elements.values.value = ""; form.elements.expect.value = "";
    $("result").hidden = true; $("fill").disabled = true;
    stop(); status("");
  });
  form.addEventListener("submit", (event) => { event.preventDefault(); check(); });
  // What is shown is never the answer to another question than the one that stands in the form.
  form.addEventListener("input", (event) => { event.target.removeAttribute("aria-invalid"); stop(); $("result").hidden = true; status(""); });
  form.addEventListener("change", () => { speak(); again(); });
  let template = "";
  $("fill").addEventListener("click", () => {
    const { values } = form.elements;
    if (values.value.trim() && values.value !== values.defaultValue && !confirm(say("replace"))) return;
    values.value = values.defaultValue = template;
    values.focus();
  });

  /** What is shown at once. */
  function show(got, report) {
    $("result-title").textContent = got.answer;
    $("summary").textContent = "";
    $("troubles").replaceChildren();
    $("downloads").replaceChildren();
    // A document of its own that runs nothing and reaches nothing: this page's policy holds in it, too. Its script, which sorts and
    // filters, runs in the report that is saved.
    $("result").hidden = false;
    // A new frame each time: in one that was hidden, Chromium lays out no second document.
    const frame = $("report").cloneNode(false);
    frame.srcdoc = shown = report;
    $("report").replaceWith(frame);
    if (isNew) $("result").scrollIntoView();
    isNew = false;
  }

  // Printed is the report: a frame would be cut at its own height. Its scripts and handlers run nowhere but in what is saved.
  let shown = "";
  addEventListener("beforeprint", () => {
    if ($("result").hidden || $("printed")) return;
    const report = new DOMParser().parseFromString(shown, "text/html"), printed = document.createElement("div");
    for (const script of report.querySelectorAll("script")) script.remove();
    printed.id = "printed";
    printed.append(...report.querySelectorAll("style"), ...report.body.childNodes);
    document.body.append(printed);
    document.body.classList.add("printing");
    $("style").media = "not all";
  });
  addEventListener("afterprint", () => {
    $("style").media = "";
    document.body.classList.remove("printing");
    if ($("printed")) $("printed").remove();
  });

  /** What can be saved, once the fixes are proven. Each is made when it is asked for. */
  function offer(plan) {
    $("summary").textContent = plan.summary;
    $("troubles").replaceChildren(...[...plan.unproven, ...(plan.leftOut ? [plan.leftOut] : [])].map((why) => {
      const item = document.createElement("li");
      item.textContent = why;
      return item;
    }));
    const buttons = [["folder", "omslint-upgrade.zip"], plan.fixed && ["fixed", "omslint-fixed.zip"], plan.hasPatch && ["patch", "fix.patch"],
      ["runbook", "runbook.html"], ["html", "report.html"], ["json", "report.json"], ["markdown", "report.md"],
      ["findings", "findings.csv"], ["csv", "tasks.csv"]];
    $("downloads").replaceChildren(...buttons.filter(Boolean).map(([key, name]) => {
      const button = document.createElement("button");
      Object.assign(button, { type: "button", textContent: say(key), id: "get-" + key });
      button.addEventListener("click", () => { if (!saving.has(name)) { saving.set(name, true); worker.postMessage({ make: name }); } });
      return button;
    }));
    const print_ = document.createElement("button");
    Object.assign(print_, { type: "button", textContent: say("print"), id: "print" });
    print_.addEventListener("click", () => print());
    $("downloads").append(print_);
    // Once all is filled in, nothing is asked for any more: what was typed stays.
    if (plan.values.includes("[[override]]")) template = plan.values;
    $("fill").disabled = !template;
  }

  const TYPES = { zip: "application/zip", patch: "text/x-diff", html: "text/html", json: "application/json", md: "text/markdown", csv: "text/csv", txt: "text/plain" };
  function save(name, bytes) {
    saving.delete(name);
    const link = document.createElement("a"), url = URL.createObjectURL(new Blob([bytes], { type: TYPES[name.split(".").pop()] }));
    Object.assign(link, { href: url, download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
    status(say("saved", { name }));
  }

  form.elements.lang.value = /^zh/i.test(navigator.language) ? "zh" : "en";
  speak();
})();
