// Runs a Python program under MicroPython with the bundle of a page at hand.
// In (standard input): {"micropython": folder, "files": {path: text}, "program": text}
// Out: what the program leaves in the variable `result`, which must be text.
import { readFileSync } from "node:fs";

const { micropython, files, program } = JSON.parse(readFileSync(0, "utf8"));
const { loadMicroPython } = await import(`file://${micropython}/micropython.mjs`);
const python = await loadMicroPython({ heapsize: 16 * 1024 * 1024, pystack: 16 * 1024 });
for (const [path, text] of Object.entries(files)) {
  python.FS.mkdirTree(`/peerlib-source/${path.split("/").slice(0, -1).join("/")}`);
  python.FS.writeFile(`/peerlib-source/${path}`, text);
}
python.runPython("import sys; sys.path.append('/peerlib-source')");
python.runPython(program);
process.stdout.write(python.globals.get("result"));
