// Compiles one Typst document to PDF with the pinned npm compiler.
//   node compile.mjs MODULES WORKSPACE MAIN OUTPUT
// MODULES is the folder that holds node_modules; its fonts are the only ones that are asked for. Any warning is an error: a missing
// glyph or an unknown font family would otherwise be replaced in silence.
import { createRequire } from "node:module";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const [modules, workspace, main, output] = process.argv.slice(2);
const load = createRequire(join(modules, "package.json"));
const { NodeCompiler } = load("@myriaddreamin/typst-ts-node-compiler-linux-x64-gnu");

const describe = (problem) =>
  JSON.stringify(problem?.shortDiagnostics ?? String(problem), null, 1);

const fail = (what, problem) => {
  console.error(`${what}: ${describe(problem)}`);
  process.exit(1);
};

const compiler = NodeCompiler.create({
  workspace,
  fontArgs: [{ fontPaths: [join(modules, "node_modules")] }],
});
const compiled = compiler.compile({ mainFilePath: main });
if (compiled.hasError()) {
  fail("error", compiled.takeDiagnostics());
}

const warnings = compiled.takeWarnings();
if (warnings) {
  fail("warning", warnings);
}

try {
  // No creation time: the same input must give the same bytes.
  writeFileSync(output, compiler.pdf(compiled.result, { pdfStandard: "ua-1" }));
} catch (problem) {
  fail("error", problem);
}
