// Takes the download addresses out of package-lock.json; the integrity hashes stay and decide.
import { readFileSync, writeFileSync } from "node:fs";

const file = new URL("package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(file, "utf8"));
for (const item of Object.values(lock.packages)) delete item.resolved;
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
