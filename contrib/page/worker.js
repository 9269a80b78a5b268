// In the worker: it runs the program once over what the page sends, and then makes what is asked for.
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

/** Hands over all files, a few at a time: each alone takes long, all at once too much memory. */
async function hand(files) {
  let some = [], size = 0, done = 0;
  const pass = async () => {
    const all = await Promise.all(some.map(({ file, miss }) =>
      file ? file.arrayBuffer().catch((error) => String(error.message || error)) : miss || new ArrayBuffer(0)));
    all.forEach((bytes, i) => {
      const isRead = typeof bytes !== "string";
      exports.hand(...put(encoder.encode(some[i].path)), ...put(isRead ? new Uint8Array(bytes) : encoder.encode(bytes)), isRead ? 1 : 0);
    });
    done += some.length;
    tell("hand", done, files.length);
    some = []; size = 0;
  };
  for (const one of files) {
    some.push(one);
    size += one.file ? one.file.size : 0;
    if (some.length >= 256 || size > 4e6) await pass();
  }
  if (some.length) await pass();
}

async function run({ program, files, asked }) {
  const imports = { page: { tell, ends: (at, length) => { why = decoder.decode(new Uint8Array(exports.memory.buffer, at, length)); } } };
  // One of the libraries seeds its hash tables; whatever else they would import is never called.
  const random = (at, length) => { crypto.getRandomValues(new Uint8Array(exports.memory.buffer, at, length)); };
  for (const { module: from, name } of WebAssembly.Module.imports(program)) {
    (imports[from] ??= {})[name] ??= name.includes("getRandomValues") ? random : () => { throw new Error(name); };
  }
  ({ exports } = await WebAssembly.instantiate(program, imports));
  await hand(files);
  const answer = read(exports.check(...put(encoder.encode(JSON.stringify(asked)))));
  self.postMessage({ answer, report: answer.error ? "" : decoder.decode(make("report.html")) });
  if (!answer.error) self.postMessage({ plan: read(exports.plan()) });
}

self.onmessage = async ({ data }) => {
  try {
    if (data.program) await run(data);
    else {
      const made = make(data.make);
      self.postMessage({ made: data.make, bytes: made }, [made.buffer]);
    }
  } catch (error) {
    self.postMessage({ failed: why || String(error && error.message || error) });
  }
};
