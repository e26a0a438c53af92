// Seals or opens one file with npm age-encryption, out of the node_modules directory MODULES.
//
//   node exchange.mjs MODULES seal RECIPIENT IN OUT
//   node exchange.mjs MODULES open IDENTITY-FILE IN OUT
//
// "seal-words" and "open-words" take a passphrase instead of the key; "armor" and "dearmor" take
// any word there, and change the form of a sealed file.
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, verb, key, from, to] = process.argv.slice(2);
const entry = createRequire(pathToFileURL(modules + "/")).resolve(modules + "/age-encryption");
const { Decrypter, Encrypter, armor } = await import(pathToFileURL(entry));
const input = readFileSync(from);

switch (verb) {
  case "seal":
  case "seal-words": {
    const sealing = new Encrypter();
    if (verb === "seal") {
      sealing.addRecipient(key);
    } else {
      sealing.setPassphrase(key);
      sealing.setScryptWorkFactor(10);
    }
    writeFileSync(to, await sealing.encrypt(input));
    break;
  }
  case "open":
  case "open-words": {
    const opening = new Decrypter();
    if (verb === "open") {
      opening.addIdentity(readFileSync(key, "utf8").trim());
    } else {
      opening.addPassphrase(key);
    }
    writeFileSync(to, await opening.decrypt(input));
    break;
  }
  case "armor":
    writeFileSync(to, armor.encode(input));
    break;
  case "dearmor":
    writeFileSync(to, armor.decode(input.toString("latin1")));
    break;
}
