// A terminal's WebSocket from outside, without a library: `node terminal.mjs PORT COOKIE SESSION STEPS...`. Steps: type:TEXT,
// keys:TEXT (a frame each, at once; \\r and \\c are Enter and Ctrl-C), many:COUNT (so many keys), run:TEXT, say:JSON (a text frame), wait:TEXT (until the stream has it), wait-for:TYPE (a text frame), raw:HEX (bytes as they
// are), close, drop, from:POSITION:EPOCH (before all others), sleep:MILLISECONDS. Prints each text frame's type, and at the
// end what the stream was. Exit 1 when a wait takes more than ten seconds.
import net from "node:net";
import tls from "node:tls";
import crypto from "node:crypto";

const [port, cookie, session, ...steps] = process.argv.slice(2);
let query = "?columns=80&rows=24";
if (steps[0]?.startsWith("from:")) {
    const [, from, epoch] = steps.shift().split(":");
    query += `&from=${from}&epoch=${epoch}`;
}
let stream = "", position = 0, pending = Buffer.alloc(0), open = false, closed = "";
const seen = [];
const socket = process.env.SECURE ? tls.connect({ port: Number(port), host: "127.0.0.1", rejectUnauthorized: false })
    : net.connect(Number(port), "127.0.0.1");

function frame(opcode, payload) {
    const mask = crypto.randomBytes(4), length = payload.length;
    const head = length < 126 ? Buffer.from([0x80 | opcode, 0x80 | length])
        : length < 65536 ? Buffer.from([0x80 | opcode, 0x80 | 126, length >> 8, length & 255])
        : Buffer.concat([Buffer.from([0x80 | opcode, 0x80 | 127, 0, 0, 0, 0]), Buffer.from([length >> 24 & 255, length >> 16 & 255, length >> 8 & 255, length & 255])]);
    const masked = Buffer.from(payload.map((byte, i) => byte ^ mask[i & 3]));
    socket.write(Buffer.concat([head, mask, masked]));
}

function take() {
    while (pending.length >= 2) {
        let length = pending[1] & 127, at = 2;
        if (length === 126) { if (pending.length < 4) return; length = pending.readUInt16BE(2); at = 4; }
        else if (length === 127) { if (pending.length < 10) return; length = Number(pending.readBigUInt64BE(2)); at = 10; }
        if (pending.length < at + length) return;
        const opcode = pending[0] & 15, payload = pending.subarray(at, at + length);
        pending = pending.subarray(at + length);
        if (opcode === 2) { stream += payload.toString(); position += length; }
        else if (opcode === 1) {
            const message = JSON.parse(payload.toString());
            seen.push(message);
            if (message.type === "hello") position = message.from;
            console.log(`< ${message.type}` + (message.type === "hello" ? ` fresh=${message.fresh}` : message.reason ? ` ${message.reason}` : message.type === "command" ? ` ${message.command}: ${message.status}` : ""));
            if (message.type === "hello") console.log(`position ${message.position} ${message.epoch}`);
        } else if (opcode === 8) { closed = length >= 2 ? String(payload.readUInt16BE(0)) : "no code"; frame(8, payload); }
        else if (opcode === 9) frame(10, payload);
    }
}

const wait = ms => new Promise(done => setTimeout(done, ms));
async function until(what, holds) {
    for (let i = 0; i < 1000; i++) { if (holds()) return; await wait(10); }
    console.log(`TOO LATE: ${what}`);
    process.exit(1);
}

socket.on("data", data => {
    pending = Buffer.concat([pending, data]);
    if (!open) {
        const end = pending.indexOf("\r\n\r\n");
        if (end < 0) return;
        console.log(pending.subarray(0, pending.indexOf("\r\n")).toString());
        open = pending.toString().startsWith("HTTP/1.1 101");
        pending = pending.subarray(end + 4);
        if (!open) process.exit(0);
    }
    take();
});
socket.on("close", () => { closed ||= "dropped"; });
socket.on("error", () => { closed ||= "error"; });
socket.write(`GET /api/v1/${process.env.WATCH ? "instructor/" : ""}sessions/${session}/terminal/1${query} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nOrigin: http://127.0.0.1:${port}\r\n` +
    `Cookie: ${cookie}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n` +
    `Sec-WebSocket-Key: ${crypto.randomBytes(16).toString("base64")}\r\nSec-WebSocket-Protocol: ambit.v1\r\n\r\n`);
await until("the handshake", () => open);
for (const step of steps) {
    const colon = step.indexOf(":"), name = colon < 0 ? step : step.slice(0, colon), text = colon < 0 ? "" : step.slice(colon + 1);
    if (name === "type") frame(2, Buffer.from(text.replaceAll("\\r", "\r")));
    else if (name === "keys") for (const key of text.replaceAll("\\r", "\r").replaceAll("\\c", "\x03")) frame(2, Buffer.from(key));
    else if (name === "many") socket.write(Buffer.concat(Array(Number(text)).fill(Buffer.from([0x82, 0x81, 0, 0, 0, 0, 97]))));
    else if (name === "run") frame(1, Buffer.from(JSON.stringify({ type: "run", text })));
    else if (name === "say") frame(1, Buffer.from(text));
    else if (name === "wait") await until(text, () => stream.includes(text));
    else if (name === "wait-for") await until(text, () => seen.some(message => message.type === text));
    else if (name === "raw") socket.write(Buffer.from(text, "hex"));
    else if (name === "big") frame(2, Buffer.alloc(Number(text), 97));
    else if (name === "sleep") await wait(Number(text));
    else if (name === "closed") await until("the close", () => closed);
    else if (name === "drop") socket.destroy();
}
if (closed) console.log(`closed ${closed}`);
console.log(`at ${position}`);
console.log(stream.replaceAll("\x1b", "\\e").replaceAll("\r", ""));
process.exit(0);
