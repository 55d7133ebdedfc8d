// What the browser's tests stand on: the server as a process of its own, Chromium, and a list of tests.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, firefox } from 'playwright-core';

export const root = new URL('../../../..', import.meta.url).pathname;
export const seed = 'waypoints-l7-where-it-matters';
export const pictures = join(root, 'build/screenshots');

const folder = mkdtempSync(join(tmpdir(), 'ambit-browser-'));
const chromiums = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];
export const executablePath = chromiums.find(path => path && existsSync(path));

/** `ambit serve` on a port of its own and a database of its own; started again, it has both again. */
export class Server {
    constructor(name, options = []) {
        this.options = options;
        this.db = join(folder, `${name}.db`);
        this.port = 0;
        this.log = '';
    }

    async start() {
        this.process = spawn(join(root, 'ambit'), ['serve', '--port', String(this.port), '--db', this.db, ...this.options], { stdio: ['ignore', 'pipe', 'pipe'] });
        this.address = await new Promise((done, fail) => {
            const hear = data => {
                this.log += data;
                const found = /http:\/\/[^\s"]+:(\d+)\/?/.exec(this.log);
                if (found) {
                    this.port = Number(found[1]);
                    done(found[0].replace(/\/$/, ''));
                }
            };
            this.process.stdout.on('data', hear);
            this.process.stderr.on('data', hear);
            this.process.on('exit', status => fail(new Error(`ambit serve ended with ${status}: ${this.log}`)));
        });
        return this;
    }

    end(signal = 'SIGTERM') {
        return new Promise(done => {
            if (this.process.exitCode !== null || this.process.signalCode)
                return done();
            this.process.on('exit', done);
            return this.process.kill(signal);
        });
    }
}

/** How long what must come may take. Whoever waits goes on as soon as it is there, so this costs nothing but a failure's time; beside
 *  compilers on two processors a page of 3840 x 2160 has taken more than 15 seconds for one click. */
const patience = 90000;

let browser;
export const complaints = []; // what the console says, and what is asked of other places

/** A learner: a browser with cookies of its own. FIREFOX=PATH is for trying Debian's (as it is, by WebDriver BiDi): what only Chromium can
 *  be told fails there (touch, no motion, no JavaScript, the network's bytes), and a picture's own style is complained of. */
export async function learner(options = {}) {
    browser ??= await (process.env.FIREFOX ? firefox.launch({ channel: 'moz-firefox', executablePath: process.env.FIREFOX }) :
        chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] }));
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
    await context.grantPermissions(['clipboard-read', 'clipboard-write']).catch(() => undefined);
    const page = await context.newPage();
    page.setDefaultTimeout(patience);
    page.on('console', message => {
        if (message.type() === 'error' && !/Failed to load resource|WebSocket connection|net::ERR/.test(message.text()))
            complaints.push(message.text());
    });
    page.on('pageerror', error => complaints.push(error.message));
    page.on('request', request => {
        if (!/^(http|ws):\/\/(127\.0\.0\.1|localhost)[:/]|^data:|^blob:/.test(request.url()))
            complaints.push(`asked for ${request.url()}`);
    });
    return page;
}

/** Begins a challenge as a person does: from the list of challenges. */
export async function begin(page, server, slug = seed) {
    await page.goto(`${server.address}/`);
    await page.locator(`form:has(input[name=challenge][value="${slug}"]) button`).first().click();
    await page.waitForURL(/\/lab\//);
    await ready(page);
}

export async function ready(page) {
    await page.locator('.page .header h1').waitFor();
    await prompt(page);
}

/** What the terminal shows, as text; what has come is drawn first. */
export async function screen(page) {
    await page.evaluate(() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done))));
    return (await page.locator('.xterm-rows > div').allInnerTexts()).map(line => line.replace(/\u00a0/g, ' ').trimEnd()).join('\n').trimEnd();
}

/** How many prompts have come. */
export async function prompts(page) {
    return Number(await page.locator('.terminal-panel').first().getAttribute('data-prompts') ?? 0);
}

/** Until the shell waits for a command. */
export async function prompt(page) {
    await until(async () => /[#$]$/.test(await screen(page)), () => screen(page));
}

export async function until(holds, told = () => '') {
    const end = Date.now() + patience;
    for (;;) {
        if (await holds())
            return;
        if (Date.now() > end)
            throw new Error(`it did not come: ${holds}\n${await told()}`);
        await new Promise(done => setTimeout(done, 40));
    }
}

export function expect(holds, text) {
    if (!holds)
        throw new Error(text);
}

/** Types a line in the terminal, and waits for the prompt behind its end. */
export async function type(page, line) {
    const before = await prompts(page);
    await page.locator('.screen').first().click();
    await page.keyboard.type(`${line}\n`);
    await until(async () => (await prompts(page)) > before, () => screen(page));
    await prompt(page);
}

/** Taps until it [holds]: a tap's click comes when the browser has made up its mind about it, and not at all when the finger's way up
 *  came late, which is a long press then. What is typed must wait for it. */
export async function tapped(locator, holds) {
    const end = Date.now() + patience;
    while (!await holds()) {
        expect(Date.now() < end, `taps do nothing: ${holds}`);
        await locator.tap();
        for (let i = 0; i < 25 && !await holds(); i++)
            await new Promise(done => setTimeout(done, 40));
    }
}

/** How many commands have ended in this sitting. */
export async function ended(page) {
    return page.evaluate(async () => {
        const { session, api } = document.documentElement.dataset;
        const { entries } = await (await fetch(`${api}/sessions/${session}/transcript?terminal=1&after=0`)).json();
        return entries.filter(entry => !entry.running).length;
    });
}

export async function picture(page, name) {
    mkdirSync(pictures, { recursive: true });
    await page.screenshot({ path: join(pictures, `${process.env.FIREFOX ? 'firefox-' : ''}${name}.png`) });
}

const tests = [];
export function test(name, run) {
    tests.push({ name, run });
}

export async function runAll(filter) {
    let passed = 0, failed = 0;
    for (const { name, run } of tests.filter(one => one.name.includes(filter ?? ''))) {
        const servers = [], pages = [];
        const given = {
            server: async (label = 'one', options = []) => {
                const server = await new Server(`${name.replace(/\W+/g, '-')}-${label}`, options).start();
                servers.push(server);
                return server;
            },
            learner: async options => {
                const page = await learner(options);
                pages.push(page);
                return page;
            },
        };
        complaints.length = 0;
        try {
            await run(given);
            expect(!complaints.length, `the browser complains: ${complaints.join('\n')}`);
            passed++;
        } catch (problem) {
            failed++;
            console.log(`FAILED browser: ${name}\n${problem.stack}`);
            if (pages[0])
                await picture(pages[0], `failed-${name.replace(/\W+/g, '-')}`).catch(() => undefined);
        }
        for (const page of pages)
            await page.context().close();
        for (const server of servers)
            await server.end('SIGKILL');
    }
    await browser?.close();
    rmSync(folder, { recursive: true, force: true });
    console.log(`${passed} passed, ${failed} failed`);
    return failed === 0;
}
