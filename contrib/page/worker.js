// In the worker: it runs the program once over what the page sends, and then makes what is asked for. One message after the other.
"use strict";
let exports = null, why = "";
const encoder = new TextEncoder(), decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const put = (bytes) => {
  const at = exports.take(bytes.length);
  if (!at) throw new Error("out of memory");
  new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
  return [at, bytes.length];
};
/** The bytes of an answer, which is given back. */
const got = (answer) => {
  const both = BigInt.asUintN(64, answer), at = Number(both & 0xffffffffn), length = Number(both >> 32n);
  const bytes = new Uint8Array(exports.memory.buffer, at, length).slice();
  exports.give(at, length);
  return bytes;
};
const read = (answer) => JSON.parse(decoder.decode(got(answer)));
const make = (name) => {
  const bytes = got(exports.make(...put(encoder.encode(name))));
  if (bytes[0] !== 1) throw new Error(decoder.decode(bytes.subarray(1)));
  return bytes.subarray(1);
};
const tell = (stage, done, of) => self.postMessage({ stage, done, of });

/** Starts the program. */
async function start(program) {
  const imports = { page: { tell, ends: (at, length) => { why = decoder.decode(new Uint8Array(exports.memory.buffer, at, length)); } } };
  // One of the libraries seeds its hash tables; whatever else they would import is never called.
  const random = (at, length) => { crypto.getRandomValues(new Uint8Array(exports.memory.buffer, at, length)); };
  for (const { module: from, name } of WebAssembly.Module.imports(program)) {
    (imports[from] ??= {})[name] ??= name.includes("getRandomValues") ? random : () => { throw new Error(name); };
  }
  ({ exports } = await WebAssembly.instantiate(program, imports));
}

/** Takes some files: their paths, and their bytes or a text: why there are none. */
function take(files) {
  for (const { path, bytes } of files) {
    const isRead = typeof bytes !== "string";
    exports.hand(...put(encoder.encode(path)), ...put(isRead ? new Uint8Array(bytes) : encoder.encode(bytes)), isRead ? 1 : 0);
  }
}

/** Looks at all that was taken. */
function run(asked) {
  const answer = read(exports.check(...put(encoder.encode(JSON.stringify(asked)))));
  self.postMessage({ answer, report: answer.error ? "" : decoder.decode(make("report.html")) });
  if (!answer.error) self.postMessage({ plan: read(exports.plan()) });
}

async function work({ program, files, asked, make: name }) {
  if (program) await start(program);
  else if (files) take(files);
  else if (asked) run(asked);
  else {
    const bytes = make(name);
    self.postMessage({ made: name, bytes }, [bytes.buffer]);
  }
}

let last = Promise.resolve();
self.onmessage = ({ data }) => {
  last = last.then(() => work(data)).catch((error) => self.postMessage({ failed: why || String(error && error.message || error) }));
};
