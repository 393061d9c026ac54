// Put queries to Comunica, all in one process: node answer.mjs DUMP.nt QUERY.rq...
// Prints one JSON object: for each query, by name, its variables and its rows of plain values (null where unbound).
// COMUNICA_HOME is a folder with this folder's package.json, and the packages that npm install put beside it.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, join } from "node:path";

const require = createRequire(join(process.env.COMUNICA_HOME, "package.json"));
const { QueryEngine } = require("@comunica/query-sparql-rdfjs-lite");
const { Parser, Store } = require("n3");

const [dump, ...queries] = process.argv.slice(2);
const store = new Store(new Parser({ format: "N-Triples" }).parse(readFileSync(dump, "utf8")));
const engine = new QueryEngine();
const answers = {};
let current;
process.on("exit", () => current && console.error(`${current}: the engine stopped without an end of its answer`));
for (const query of queries) {
  current = query;
  const result = await engine.query(readFileSync(query, "utf8"), { sources: [store] });
  const { variables } = await result.metadata();
  const names = variables.map((each) => (each.variable ?? each).value);
  const rows = [];
  for await (const row of await result.execute()) rows.push(names.map((name) => row.get(name)?.value ?? null));
  answers[basename(query, ".rq")] = { variables: names, rows };
}
current = undefined;
process.stdout.write(JSON.stringify(answers));
