// In the worker: it keeps the program, and runs it over what the page sends.
"use strict";
let module = null;
self.onmessage = async ({ data }) => {
  if (data.wasm) { module = WebAssembly.compile(data.wasm); return; }
  try {
    const program = await module, imports = {};
    let exports = null;
    // One of the libraries seeds its hash tables; whatever else they would import is never called.
    const random = (at, length) => { crypto.getRandomValues(new Uint8Array(exports.memory.buffer, at, length)); };
    for (const { module: from, name } of WebAssembly.Module.imports(program)) {
      (imports[from] ??= {})[name] = name.includes("getRandomValues") ? random : () => { throw new Error(name); };
    }
    ({ exports } = await WebAssembly.instantiate(program, imports));
    const put = (bytes) => {
      const at = exports.take(bytes.length);
      new Uint8Array(exports.memory.buffer, at, bytes.length).set(bytes);
      return [at, bytes.length];
    };
    const encoder = new TextEncoder();
    let done = 0;
    for (const { path, file } of data.files) {
      const bytes = file ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array(0);
      exports.hand(...put(encoder.encode(path)), ...put(bytes));
      if (++done % 200 === 0) self.postMessage({ read: done });
    }
    self.postMessage({ read: done, all: true });
    const answer = BigInt.asUintN(64, exports.run(...put(encoder.encode(JSON.stringify(data.asked)))));
    const at = Number(answer & 0xffffffffn), length = Number(answer >> 32n);
    const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(new Uint8Array(exports.memory.buffer, at, length));
    self.postMessage({ answer: JSON.parse(text) });
  } catch (error) {
    self.postMessage({ failed: String(error && error.message || error) });
  }
};
