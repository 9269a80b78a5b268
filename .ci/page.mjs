// Drops an export on omslint.html in a real browser, and compares what it gives with what the binary gives.
//
//   node page.mjs PAGE WORK CHROMIUM
//
// WORK holds site/ (a folder), site.tar.gz, site.zip, and for each of them what the binary says: NAME.json, NAME.fixed/.
import fs from "node:fs";
import path from "node:path";
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
const ended = (page) => page.waitForFunction(() => !document.getElementById("result").hidden || document.getElementById("status").className === "bad", null, { timeout: 120000 });
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

/** What is in a zip whose members are stored. */
function unzip(bytes) {
  const files = new Map();
  let at = 0;
  while (at + 30 <= bytes.length && bytes.readUInt32LE(at) === 0x04034b50) {
    const size = bytes.readUInt32LE(at + 18), name = bytes.readUInt16LE(at + 26), more = bytes.readUInt16LE(at + 28);
    const start = at + 30 + name + more;
    files.set(bytes.toString("utf8", at + 30, at + 30 + name), bytes.subarray(start, start + size));
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
  if (name === "site") {
    expect("the same patch", (await saved(page, "get-patch")).equals(fs.readFileSync(path.join(work, "site.patch"))));
    const folder = unzip(await saved(page, "get-folder"));
    for (const file of ["runbook.md", "report.html", "report.md", "values.toml", "tasks.csv"]) expect(`the upgrade folder holds ${file}`, (folder.get(file)?.length ?? 0) > 100);
    if (process.env.SHOTS) {
      for (const [width, scheme] of [[390, "light"], [1280, "light"], [1280, "dark"], [1920, "dark"]]) {
        await page.setViewportSize({ width, height: 1000 }); await page.emulateMedia({ colorScheme: scheme });
        await page.screenshot({ path: path.join(process.env.SHOTS, `page-${width}-${scheme}.png`), fullPage: true });
      }
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth);
    expect("nothing is wider than the window", wide);
    try {
      const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
      const other = await browser.newContext({ bypassCSP: true });
      const tab = await other.newPage();
      await tab.goto("file://" + path.resolve(page_));
      await tab.setInputFiles("#folder", path.join(work, "site"));
      await ended(tab);
      await tab.evaluate(axe);
      const found = await tab.evaluate(() => axe.run(document, { iframes: false }));
      expect("axe finds nothing", found.violations.length === 0, found.violations.map((one) => `${one.id}: ${one.nodes[0]?.html}`).join("\n  "));
      await other.close();
    } catch (error) { console.log("SKIPPED axe: " + String(error).split("\n")[0]); }
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
    // The page stays alive, and what runs can be stopped.
    expect("the stop button is there only while something runs", !(await page.isVisible("#stop")));
  }
  await page.close();
}

// Names are never markup, and what is wrong in a values file is said with its place.
{
  const page = await open();
  const evil = path.join(work, "evil");
  const folder = path.join(evil, "<img src=x onerror=document.title=1>");
  fs.mkdirSync(folder, { recursive: true });
  fs.writeFileSync(path.join(folder, "source.json"), '{"type":"STORE_SOURCE","<img src=x onerror=alert(1)>": [}');
  await page.setInputFiles("#folder", evil);
  await ended(page);
  expect("a name is never markup", (await page.title()) === "omslint" && (await page.locator("img").count()) === 0);
  await page.setInputFiles("#files", { name: "values.toml", mimeType: "text/plain", buffer: Buffer.from('[[override]]\ntasks = ["np_x"\n') });
  await page.waitForFunction(() => document.getElementById("status").className === "bad", null, { timeout: 60000 });
  const said = await page.textContent("#status");
  expect("a mistake in a values file is said with its line", /values\.toml:\d/.test(said), said);
  await page.close();
}
expect("no request", requests.length === 0, requests.join(" "));
expect("nothing went wrong in the page", errors.length === 0, errors.join("\n  "));
await browser.close();
console.log(failures.length ? `${failures.length} failed` : "the page gives what the binary gives");
process.exit(failures.length ? 1 : 0);
