// Drops an export on omslint.html in a real browser, and compares what it gives with what the binary gives.
//
//   node page.mjs PAGE WORK CHROMIUM
//
// WORK holds site/ (a folder), site.tar.gz, site.zip, and for each of them what the binary says: NAME.json, NAME.fixed/.
import fs from "node:fs";
import path from "node:path";
import zlib from "node:zlib";
import { createRequire } from "node:module";

const [page_, work, executablePath] = process.argv.slice(2);
const require = createRequire(path.join(process.env.NODE_MODULES_FROM ?? work, "x.js"));
const { chromium } = require("playwright-core");
const failures = [];
const expect = (what, is, note = "") => { if (!is) failures.push(what); console.log(`${is ? "ok  " : "FAIL"} ${what}${is ? "" : " " + note}`); };

const browser = await chromium.launch({ executablePath, headless: true, args: ["--no-sandbox"] });
const context = await browser.newContext({ locale: "en-US", acceptDownloads: true });
const requests = [], errors = [];
context.on("request", (request) => { if (!/^(file|blob|data|about):/.test(request.url())) requests.push(request.url()); });

/** A fresh page. */
async function open() {
  const page = await context.newPage();
  page.on("pageerror", (error) => errors.push(String(error)));
  page.on("console", (message) => { if (message.type() === "error" && !/sandboxed and the 'allow-scripts'/.test(message.text())) errors.push(message.text()); });
  const files = [];
  page.on("request", (request) => { if (request.url().startsWith("file:")) files.push(request.url()); });
  await page.goto("file://" + path.resolve(page_));
  expect("only the page itself is loaded", files.length === 1, files.join(" "));
  return page;
}
/** Until all is made that is made unasked. */
const ended = (page) => page.waitForFunction(() => document.getElementById("status").className === "bad" || (!document.getElementById("result").hidden && document.getElementById("get-json")), null, { timeout: 120000 });
const status = (page) => page.textContent("#status");
async function saved(page, id) {
  const [download] = await Promise.all([page.waitForEvent("download"), page.click("#" + id)]);
  return fs.readFileSync(await download.path());
}

/** Drops a file or a folder on the page, as a hand would. */
async function drop(page, file) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [path.resolve(file)], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 200, y: 200, data });
}

/** What is in a zip. */
function unzip(bytes) {
  const files = new Map();
  let at = 0;
  while (at + 30 <= bytes.length && bytes.readUInt32LE(at) === 0x04034b50) {
    const isPacked = bytes.readUInt16LE(at + 8) === 8, size = bytes.readUInt32LE(at + 18);
    const name = bytes.readUInt16LE(at + 26), start = at + 30 + name + bytes.readUInt16LE(at + 28);
    const data = bytes.subarray(start, start + size);
    files.set(bytes.toString("utf8", at + 30, at + 30 + name), isPacked ? zlib.inflateRawSync(data) : data);
    at = start + size;
  }
  return files;
}
function walk(folder, below = "") {
  const found = new Map();
  for (const entry of fs.readdirSync(path.join(folder, below), { withFileTypes: true })) {
    const name = below ? `${below}/${entry.name}` : entry.name;
    if (entry.isDirectory()) for (const [one, bytes] of walk(folder, name)) found.set(one, bytes);
    else found.set(name, fs.readFileSync(path.join(folder, name)));
  }
  return found;
}

// What is of the moment, and of the machine.
const comparable = (report) => {
  const copy = structuredClone(report);
  if (copy.run) for (const key of ["now", "place", "time", "directory"]) delete copy.run[key];
  return copy;
};

for (const name of ["site", "site.tar.gz", "site.zip"]) {
  const page = await open();
  const began = Date.now();
  await drop(page, path.join(work, name));
  await ended(page);
  const bad = await page.evaluate(() => document.getElementById("status").className === "bad" && document.getElementById("status").textContent);
  expect(`${name}: it is checked (${((Date.now() - began) / 1000).toFixed(1)} s)`, !bad, bad);
  if (bad) continue;
  expect(`${name}: the answer is before the eyes`, await page.evaluate(() => { const at = document.getElementById("result-title").getBoundingClientRect(); return at.top >= 0 && at.bottom <= innerHeight; }));
  const ours = JSON.parse(await saved(page, "get-json")), theirs = JSON.parse(fs.readFileSync(path.join(work, name + ".json")));
  for (const key of Object.keys(theirs)) {
    if (key === "next") continue;
    const [a, b] = [JSON.stringify(comparable(ours)[key]), JSON.stringify(comparable(theirs)[key])];
    expect(`${name}: the same ${key}`, a === b, `\n  page   ${a?.slice(0, 600)}\n  binary ${b?.slice(0, 600)}`);
  }
  const fixed = unzip(await saved(page, "get-fixed")), wanted = walk(path.join(work, name + ".fixed"));
  wanted.delete("manifest.json");
  expect(`${name}: the same ${wanted.size} fixed files`, wanted.size > 0 && JSON.stringify([...fixed.keys()].sort()) === JSON.stringify([...wanted.keys()].sort()), `\n  ${[...fixed.keys()].sort().join("\n  ")}\n  --\n  ${[...wanted.keys()].sort().join("\n  ")}`);
  for (const [file, bytes] of wanted) if (!fixed.get(file)?.equals(bytes)) expect(`${name}: ${file} byte for byte`, false);
  if (name === "site.tar.gz") {
    // The Explorer of Windows unpacks no names with colons.
    const windows = await browser.newContext({ userAgent: "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0.0.0", acceptDownloads: true });
    const there = await windows.newPage();
    await there.goto("file://" + path.resolve(page_));
    await drop(there, path.join(work, name));
    await ended(there);
    const names = [...unzip(await saved(there, "get-fixed")).keys(), ...unzip(await saved(there, "get-folder")).keys()];
    const plain = [...fixed.keys()].map((file) => file.replaceAll(":", "%3A"));
    expect("on Windows every name can be unpacked", !names.some((file) => /[:<>|?*"\\]/.test(file)) && plain.every((file) => names.includes(file)), names.join("\n"));
    await windows.close();
  }
  if (name === "site") {
    const sheet = (await saved(page, "get-findings")).toString(), rows = sheet.split("\r\n").slice(1, -1);
    const shown = ours.findings.map((one) => `${one.start?.line ?? ""},${one.start?.column ?? ""},${one.code},${one.rule},${one.severity},${one.certainty},`);
    expect("the table holds each finding", sheet.startsWith("\ufefffile,line,") && rows.length >= shown.length && shown.every((one, i) => rows[i].includes("," + one)), rows[0]);
    expect("the same patch", (await saved(page, "get-patch")).equals(fs.readFileSync(path.join(work, "site.patch"))));
    const folder = unzip(await saved(page, "get-folder"));
    for (const file of ["runbook.md", "report.html", "report.md", "values.toml", "tasks.csv"]) expect(`the upgrade folder holds ${file}`, (folder.get(file)?.length ?? 0) > 100);
    if (process.env.SHOTS) {
      for (const [width, scheme] of [[390, "light"], [1280, "light"], [1280, "dark"], [1920, "dark"]]) {
        await page.setViewportSize({ width, height: 1000 }); await page.emulateMedia({ colorScheme: scheme });
        await page.screenshot({ path: path.join(process.env.SHOTS, `page-${width}-${scheme}.png`), fullPage: true });
      }
    }
    const pdf = await page.pdf({ format: "A4" });
    if (process.env.SHOTS) fs.writeFileSync(path.join(process.env.SHOTS, "page.pdf"), pdf);
    expect("what is printed is gone afterwards", (await page.locator("#printed").count()) === 0 && (await page.isVisible("#options")));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    expect("nothing is wider than the window", wide);
    const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
    const other = await browser.newContext({ bypassCSP: true });
    const tab = await other.newPage();
    await tab.goto("file://" + path.resolve(page_));
    await tab.setInputFiles("#folder", path.join(work, "site"));
    for (const [lang, colorScheme] of [["en", "light"], ["en", "dark"], ["zh", "light"], ["zh", "dark"]]) {
      await tab.emulateMedia({ colorScheme });
      if ((await tab.inputValue("select[name=lang]")) !== lang) await tab.selectOption("select[name=lang]", lang);
      await ended(tab);
      await tab.evaluate(axe);
      const found = await tab.evaluate(() => axe.run(document, { iframes: false }));
      expect(`axe finds nothing (${lang}, ${colorScheme})`, found.violations.length === 0, found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`).join("\n  "));
    }
    await other.close();
    await page.selectOption("select[name=lang]", "zh");
    await ended(page);
    const chinese = JSON.parse(await saved(page, "get-json"));
    expect("in Chinese what programs read stays English", JSON.stringify(chinese.findings) === JSON.stringify(ours.findings));
    expect("in Chinese the report is Chinese", /项目/.test((await saved(page, "get-markdown")).toString()));
    await page.frameLocator("#report").locator("h1, h2").first().waitFor();
    if (process.env.SHOTS) await page.screenshot({ path: path.join(process.env.SHOTS, "page-zh.png"), fullPage: true });
    // A value that a person gives changes the answer at once.
    await page.selectOption("select[name=lang]", "en");
    await ended(page);
    const before = await page.textContent("#result-title");
    await page.click("#values-part summary");
    await page.fill("textarea[name=values]", '[[override]]\ntasks = ["np_6d1w4k8r2a"]\ndb-type = "MYSQL"\n');
    await page.locator("textarea[name=values]").blur();
    await ended(page);
    const after = (await page.textContent("#result-title")) + (await page.textContent("#status"));
    const typed = await page.evaluate(() => document.getElementById("status").textContent);
    expect("typed values are taken at once", after !== before && (await page.isVisible("#result")), typed + after);
    // What was typed goes only if the person says so.
    const asked = [];
    page.on("dialog", (dialog) => { asked.push(dialog.message()); dialog.dismiss(); });
    await page.click("#fill");
    expect("typed values are not replaced unasked", asked.length === 1 && /np_6d1w4k8r2a/.test(await page.inputValue("textarea[name=values]")), asked.join(" "));
    await page.fill("input[name=downtime]", "60");
    await page.locator("input[name=downtime]").blur();
    await page.waitForFunction(() => document.getElementById("status").className === "bad", null, { timeout: 60000 });
    expect("a mistake is told at its field", /^Downtime: .*60m/.test(await status(page)) && (await page.getAttribute("input[name=downtime]", "aria-invalid")) === "true", await status(page));
    await page.fill("input[name=downtime]", "60m");
    await page.locator("input[name=downtime]").blur();
    await ended(page);
    expect("and once it is mended, all is there again", (await page.getAttribute("input[name=downtime]", "aria-invalid")) === null && (await page.isVisible("#result")), await status(page));
    // The page stays alive, and what runs can be stopped.
    expect("the stop button is there only while something runs", !(await page.isVisible("#stop")));
  }
  await page.close();
}

// What is strange, broken or hostile is said, and is never markup.
const marked = (page) => page.evaluate(() => document.querySelectorAll("img, b, i").length);
async function attack(what, give, check) {
  const page = await open();
  await give(page);
  await ended(page);
  await check(page, await status(page));
  expect(`${what}: no markup`, (await page.title()) === "omslint" && (await marked(page)) === 0 && (await page.frameLocator("#report").locator("img").count()) === 0);
  await page.close();
}
const put = (name, text) => {
  const file = path.join(work, "attack", name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
  return path.join(work, "attack", name.split("/")[0]);
};
const json = async (page) => JSON.parse(await saved(page, "get-json"));
const source = fs.readFileSync([...walk(path.join(work, "site")).keys()].filter((name) => name.endsWith("-incr_trans-1-0:0000000003/conf/source.json")).map((name) => path.join(work, "site", name))[0]
  ?? [...walk(path.join(work, "site")).keys()].filter((name) => /incr.*\/conf\/source\.json$/.test(name)).map((name) => path.join(work, "site", name))[0]);

await attack("a name that is markup, and broken JSON",
  (page) => page.setInputFiles("#folder", put("evil/<img src=x onerror=document.title=1>/source.json", '{"type":"STORE_SOURCE",\n "<img src=x onerror=alert(1)>": [}')),
  async (page) => {
    const [failure] = (await json(page)).failures;
    expect("broken JSON is said with its line and column", failure?.line === 2 && failure.column > 1 && /source\.json$/.test(failure.path), JSON.stringify(failure));
    expect("what could not be read is in the table", /source\.json>?.*,2,\d+,,failure,error/.test((await saved(page, "get-findings")).toString()));
  });
await attack("a zip with a password", async (page) => {
  const bytes = fs.readFileSync(path.join(work, "site.zip"));
  for (const [mark, flags] of [["PK\x03\x04", 6], ["PK\x01\x02", 8]]) for (let at = bytes.indexOf(mark, 0, "latin1"); at >= 0; at = bytes.indexOf(mark, at + 4, "latin1")) bytes[at + flags] |= 1;
  await page.setInputFiles("#files", put("locked.zip", bytes));
}, async (page) => { const report = await json(page); expect("a zip with a password is a failure", report.failures.length > 0 && report.summary.tasks.ready === 0, JSON.stringify(report.failures[0])); });
await attack("a bomb", (page) => page.setInputFiles("#files", path.join(work, "bomb.zip")),
  async (page) => { const report = await json(page); expect("a bomb is a failure", report.failures.length > 0 && report.summary.tasks.ready === 0, JSON.stringify(report.failures[0])); });
await attack("300 MB", async (page) => {
  const folder = put("large/conf/source.json", "{");
  fs.truncateSync(path.join(folder, "conf/source.json"), 300e6);
  await page.setInputFiles("#folder", folder);
}, async (page) => { const report = await json(page); expect("what is too large is a failure", /source\.json$/.test(report.failures[0]?.path), JSON.stringify(report.failures[0])); });
await attack("an empty folder", async (page) => { fs.mkdirSync(path.join(work, "attack/empty"), { recursive: true }); await page.setInputFiles("#folder", path.join(work, "attack/empty")); },
  async (page, said) => expect("an empty folder is no answer", !(await page.isVisible("#result")) && said.length > 5, said));
await attack("the same folder twice, and one more while it runs", async (page) => {
  await page.setInputFiles("#folder", path.join(work, "site"));
  await page.setInputFiles("#folder", path.join(work, "site"));
}, async (page) => {
  const report = await json(page), once = JSON.parse(fs.readFileSync(path.join(work, "site.json")));
  expect("a folder that is dropped twice counts once", JSON.stringify(report.summary) === JSON.stringify(once.summary), JSON.stringify(report.summary));
});
await attack("two folders of one name", async (page) => {
  const component = (server) => `${server}-9000:connector_v2:np_5abcdefg${server.slice(-1)}-incr_trans-1-0:0000000001`;
  for (const n of [1, 2]) await page.setInputFiles("#folder", path.join(put(`host${n}/run/${component("10.0.0." + n)}/conf/source.json`, source), "run"));
  // Of one size and time, as what servers write in the same second.
  for (const n of [5, 6]) {
    const store = put(`host${n}/store/store7100/conf/crawler.conf`, `[store]\nsubTopic=MYSQL_np_5abcdefg${n}_x-1-0\n`);
    fs.utimesSync(path.join(store, "store/store7100/conf/crawler.conf"), 1700000000, 1700000000);
    await page.setInputFiles("#folder", path.join(store, "store"));
  }
  await page.setInputFiles("#files", put("host3/ha.config.json", "{}") + "/ha.config.json");
  await page.setInputFiles("#files", put("host4/ha.config.json", '{"enable":true}') + "/ha.config.json");
}, async (page) => {
  const report = await json(page);
  expect("folders and files of one name are all read", report.run.components.incrSync === 2 && report.run.components.store === 2 && report.run.files.scanned === 6, JSON.stringify(report.run));
});
await attack("thirty folders deep", (page) => page.setInputFiles("#folder", put("deep/" + "d/".repeat(30) + "10.0.0.1-9000:connector_v2:np_5abcdefgh-incr_trans-1-0:0000000001/conf/source.json", source)),
  async (page) => expect("what lies thirty folders deep is read", (await json(page)).run.components.incrSync === 1));
for (const [name, text, wanted] of [
  ["values.toml", '[[override]]\ntasks = ["np_x"\n', /values\.toml:\d/], ["omslint.toml", 'from = "3.2.2"\nfrmo = "<b>1</b>"\n', /omslint\.toml:2/],
  ["values (1).csv", "hello\n", /values \(1\)\.csv:1/],
  ["values.toml", '[[override]]\ntasks = ["np_nowhere"]\ndb-type = "ORACLE"\n', /values\.toml:2.*np_nowhere/s],
]) {
  await attack(`a mistake in ${name}`, async (page) => {
    await page.setInputFiles("#files", { name, mimeType: "text/plain", buffer: Buffer.from(text) });
    await page.setInputFiles("#folder", path.join(work, "site"));
    await page.waitForFunction(() => document.getElementById("status").className === "bad", null, { timeout: 60000 });
  }, async (page, said) => expect(`it is said with its line: ${said}`, wanted.test(said) && !(await page.isVisible("#result"))));
}

// Stopped, and begun again.
{
  const page = await open();
  await page.setInputFiles("#folder", path.join(work, "site"));
  await page.evaluate(() => document.getElementById("stop").click());
  const said = await status(page);
  await page.waitForTimeout(500);
  expect("what is stopped says nothing more", (await status(page)) === said && !(await page.isVisible("#result")), await status(page));
  await page.click("#check");
  await ended(page);
  expect("and can be begun again", await page.isVisible("#result"));
  await page.keyboard.press("Tab");
  await page.close();
}
expect("no request", requests.length === 0, requests.join(" "));
expect("nothing went wrong in the page", errors.length === 0, errors.join("\n  "));
await browser.close();
console.log(failures.length ? `${failures.length} failed` : "the page gives what the binary gives");
process.exit(failures.length ? 1 : 0);
