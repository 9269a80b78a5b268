// Speaks to language servers as an editor does, with the settings that stand in docs/editors.md, on the example export:
// completes a key, hovers, and reads diagnostics. Called by .ci/editors with the folder where npm put the servers.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [modules, root] = process.argv.slice(2);
const page = readFileSync(join(root, 'docs/editors.md'), 'utf8');

const sleep = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

function fail(why) {
  console.error(`FAILED: ${why}`);
  process.exit(1);
}

// The block of the page behind `<!-- ci: NAME -->`.
function block(name) {
  const found = page.match(new RegExp(`<!-- ci: ${name} -->\\n\`\`\`\\w+\\n([^]*?)\\n\`\`\``));
  if (!found) fail(`docs/editors.md has no block ${name}`);
  return found[1];
}

// A workspace as the page makes it: the export, and the schemas in .omslint/schemas.
const workspace = mkdtempSync(join(tmpdir(), 'omslint-editors-'));
process.on('exit', () => rmSync(workspace, { recursive: true, force: true }));
cpSync(join(root, 'fixtures/exports/site'), workspace, { recursive: true });
mkdirSync(join(workspace, '.omslint'));
cpSync(join(root, 'schemas'), join(workspace, '.omslint/schemas'), { recursive: true });
const settings = JSON.parse(block('vscode'));

class Server {
  constructor(name, command, args, options) {
    this.name = name;
    this.next = 1;
    this.version = 1;
    this.waiting = new Map();
    this.diagnostics = new Map();
    this.buffer = Buffer.alloc(0);
    this.process = spawn(process.execPath, [command, ...args], { cwd: workspace, stdio: ['pipe', 'pipe', 'inherit'] });
    this.process.stdout.on('data', (data) => this.take(data));
    this.ready = this.request('initialize', {
      processId: process.pid,
      rootUri: pathToFileURL(workspace).href,
      workspaceFolders: [{ name: 'export', uri: pathToFileURL(workspace).href }],
      initializationOptions: options,
      capabilities: {
        textDocument: {
          completion: { completionItem: { snippetSupport: true, documentationFormat: ['markdown', 'plaintext'] } },
          hover: { contentFormat: ['markdown', 'plaintext'] },
          publishDiagnostics: {},
        },
        workspace: { configuration: true, didChangeConfiguration: {} },
      },
    });
  }

  send(message) {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  request(method, params) {
    const id = this.next++;
    this.send({ id, method, params });
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${this.name} did not answer ${method}`)), 20000);
      this.waiting.set(id, (answer) => {
        clearTimeout(timer);
        answer.error ? reject(new Error(answer.error.message)) : resolve(answer.result);
      });
    });
  }

  notify(method, params) {
    this.send({ method, params });
  }

  take(data) {
    this.buffer = Buffer.concat([this.buffer, data]);
    for (;;) {
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.buffer.subarray(0, end).toString())[1]);
      if (this.buffer.length < end + 4 + length) return;
      const message = JSON.parse(this.buffer.subarray(end + 4, end + 4 + length).toString());
      this.buffer = this.buffer.subarray(end + 4 + length);
      this.handle(message);
    }
  }

  handle(message) {
    if (message.method && message.id !== undefined) {
      const of = (item) => (item.section ? expanded(item.section) : null);
      const result = message.method === 'workspace/configuration' ? message.params.items.map(of) : null;
      this.send({ id: message.id, result });
    } else if (message.method === 'textDocument/publishDiagnostics') {
      const { uri, diagnostics } = message.params;
      this.diagnostics.set(decodeURIComponent(uri), diagnostics);
    } else if (message.id !== undefined) {
      this.waiting.get(message.id)?.(message);
    }
  }

  open(file, languageId, text) {
    this.uri = pathToFileURL(join(workspace, file)).href;
    this.notify('textDocument/didOpen', { textDocument: { uri: this.uri, languageId, version: this.version++, text } });
  }

  // What the server says once it has said `enough`; servers publish several times, and late.
  async diagnosed(enough) {
    let found;
    for (let n = 0; n < 100; n++) {
      found = this.diagnostics.get(decodeURIComponent(this.uri));
      if (found && enough(found, n)) return found;
      await sleep(100);
    }
    if (!found) fail(`${this.name} publishes no diagnostics`);
    return found;
  }

  async close() {
    this.notify('textDocument/didClose', { textDocument: { uri: this.uri } });
    // It takes its diagnostics back.
    await this.diagnosed((found) => found.length === 0);
    this.diagnostics.delete(decodeURIComponent(this.uri));
  }

  at(position) {
    return { textDocument: { uri: this.uri }, position };
  }
}

// Settings as the editor hands them to the server: VS Code makes `./` absolute.
function expanded(section) {
  const keys = Object.keys(settings).filter((key) => key.startsWith(`${section}.`));
  const of = Object.fromEntries(keys.map((key) => [key.slice(section.length + 1), settings[key]]));
  if (section === 'json') {
    const absolute = (url) => pathToFileURL(join(workspace, url)).href;
    return { validate: { enable: true }, schemas: of.schemas.map((entry) => ({ ...entry, url: absolute(entry.url) })) };
  }
  if (section === 'yaml') {
    return { ...of, validate: true, hover: true, completion: true, schemaStore: { enable: false } };
  }
  return {};
}

// Where `needle` stands in `text`, `offset` characters into it.
function place(text, needle, offset) {
  const index = text.indexOf(needle);
  if (index < 0) fail(`no ${needle} in the file`);
  const before = text.slice(0, index + offset).split('\n');
  return { line: before.length - 1, character: before.at(-1).length };
}

const text = (hover) => {
  const contents = hover?.contents ?? '';
  return (Array.isArray(contents) ? contents : [contents]).map((part) => part.value ?? part).join('\n');
};

async function demand(server, language, { file, key, shows, wrong, broken }) {
  const original = readFileSync(join(workspace, file), 'utf8');
  server.open(file, language, original);
  // Two seconds of silence.
  const clean = await server.diagnosed((_, n) => n > 20);
  if (clean.length) fail(`${server.name} finds fault with ${file}: ${clean.map((one) => one.message).join('; ')}`);
  console.log(`   ${file}: no diagnostics`);

  const hover = text(await server.request('textDocument/hover', server.at(place(original, key, 2))));
  if (!hover.includes(shows)) fail(`hovering over ${key} shows: ${hover || 'nothing'}`);
  console.log(`   hover over ${key}: ${hover.replaceAll('\n', ' ').slice(0, 110)}`);
  await server.close();

  // A new key, before the one that is there, as it looks while somebody types it.
  const typed = language === 'json' ? original.replace(key, `"db",\n\t${key}`) : original.replace(key, `db\n  ${key}`);
  const line = place(typed, language === 'json' ? '"db"' : 'db\n', language === 'json' ? 3 : 2);
  server.open(file, language, typed);
  const answer = await server.request('textDocument/completion', server.at(line));
  const labels = (answer.items ?? answer).map((item) => item.label);
  if (!labels.includes('dbType')) fail(`completing "db" offers: ${labels.join(', ') || 'nothing'}`);
  console.log(`   completion of db: dbType, one of ${labels.length}`);
  await server.close();

  const spoilt = original.replace(wrong, broken);
  if (spoilt === original) fail(`no ${wrong} in ${file}`);
  server.open(file, language, spoilt);
  const found = await server.diagnosed((found) => found.length > 0);
  if (!found.length) fail(`${server.name} takes ${broken}`);
  console.log(`   ${broken}: ${found[0].message.replaceAll('\n', ' ').slice(0, 110)}`);
  await server.close();
}

function find(folder, needle) {
  const found = readdirSync(join(workspace, folder)).find((name) => name.includes(needle));
  return `${folder}/${found}/conf/source.json`;
}

const json = new Server('vscode-json-languageserver', join(modules, 'vscode-json-languageserver/bin/vscode-json-languageserver'), ['--stdio'], {
  handledSchemaProtocols: ['file'],
});
await json.ready;
json.notify('initialized', {});
json.notify('workspace/didChangeConfiguration', { settings: { json: expanded('json') } });
console.log(`\n== ${json.name}`);
await demand(json, 'json', {
  file: find('10.20.30.12/run', 'np_7r2h9j5n3s-incr_trans'),
  key: '"splitThreshold"',
  shows: 'plit',
  wrong: '"splitThreshold":"128"',
  broken: '"splitThreshold":"many"',
});

const yaml = new Server('yaml-language-server', join(modules, 'yaml-language-server/bin/yaml-language-server'), ['--stdio'], {});
await yaml.ready;
yaml.notify('initialized', {});
yaml.notify('workspace/didChangeConfiguration', { settings: { yaml: expanded('yaml') } });
console.log(`\n== ${yaml.name}`);
await demand(yaml, 'yaml', {
  file: 'incr-sync/np_9s5c1x8w4b.yaml',
  key: 'ignoreDdl',
  shows: 'DDL',
  wrong: 'ignoreDdl: true',
  broken: 'ignoreDdl: perhaps',
});
json.process.kill();
yaml.process.kill();
console.log('\neditors: all good');
process.exit(0);
