// Seals or opens one file with npm age-encryption, out of the node_modules directory MODULES.
//
//   node exchange.mjs MODULES seal RECIPIENT IN OUT
//   node exchange.mjs MODULES open IDENTITY-FILE IN OUT
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, verb, key, from, to] = process.argv.slice(2);
const entry = createRequire(pathToFileURL(modules + "/")).resolve(modules + "/age-encryption");
const { Decrypter, Encrypter } = await import(pathToFileURL(entry));
const input = readFileSync(from);

if (verb === "seal") {
  const sealing = new Encrypter();
  sealing.addRecipient(key);
  writeFileSync(to, await sealing.encrypt(input));
} else {
  const opening = new Decrypter();
  opening.addIdentity(readFileSync(key, "utf8").trim());
  writeFileSync(to, await opening.decrypt(input));
}
