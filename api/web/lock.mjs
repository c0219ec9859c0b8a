// Makes package-lock.json anew, and takes out of it the addresses at which authors ask for money: a lock names no host.
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";

const made = spawnSync("npm", ["update", "--package-lock-only", "--save"], { stdio: "inherit" });
if (made.status !== 0) process.exit(made.status ?? 1);
const lock = JSON.parse(readFileSync("package-lock.json", "utf8"));
for (const entry of Object.values(lock.packages)) {
  delete entry.funding;
  delete entry.resolved;
}
const text = `${JSON.stringify(lock, null, 2)}\n`;
if (text.includes("://")) throw new Error("package-lock.json names a host");
writeFileSync("package-lock.json", text);
