// Seals or opens one file with npm age-encryption.
//
//   node exchange.mjs seal RECIPIENT IN OUT
//   node exchange.mjs open IDENTITY-FILE IN OUT
import { readFileSync, writeFileSync } from "node:fs";
import { Decrypter, Encrypter } from "age-encryption";

const [verb, key, from, to] = process.argv.slice(2);
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
