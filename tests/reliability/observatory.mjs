// The Observatory's own scan of a host whose name and ports lead to a server on this machine: node observatory.mjs PACKAGE HTTP HTTPS
import net from "node:net";
import { pathToFileURL } from "node:url";

const [folder, http, https] = process.argv.slice(2);
const ports = { 80: Number(http), 443: Number(https) };
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  if (options.host === "desk.example") Object.assign(options, { host: "127.0.0.1", port: ports[options.port] });
  return connect.apply(this, given);
};
const { scan } = await import(pathToFileURL(`${folder}/src/scanner/index.js`));
const { scan: found, tests } = await scan("desk.example");
const lost = Object.entries(tests).filter(([, test]) => !test.pass).map(([name, test]) => `${name}: ${test.result}`);
console.log(JSON.stringify({ grade: found.grade, score: found.score, passed: found.testsPassed, of: found.testsQuantity, lost }));
