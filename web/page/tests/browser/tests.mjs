// The page in Chromium, against the real server: what a person does, and what must come of it. usage: node tests.mjs [TEXT]
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { begin, ended, expect, picture, prompt, prompts, ready, runAll, screen, tapped, test, type, until } from './house.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Nothing that axe calls serious or worse. */
async function accessible(page, where) {
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await window.axe.run(document, { resultTypes: ['violations'] })).violations
        .filter(one => ['serious', 'critical'].includes(one.impact)).map(one => `${one.id}: ${one.help}: ${one.nodes.map(node => node.html.slice(0, 140)).join(' | ')}`));
    expect(!found.length, `${where}: ${found.join('\n')}`);
}

import { classTests } from './class.mjs';
classTests(accessible);

const tab = (page, name) => page.getByRole('tab', { name, exact: true });
const action = (page, name) => page.locator(`[data-action=${name}]`);
const run = (page, number) => page.getByRole('button', { name: `Run command ${number}`, exact: true });
const told = page => page.locator('[role=status]').innerText();
const api = (page, path) => page.evaluate(async path => {
    const { session, api } = document.documentElement.dataset;
    return (await fetch(`${api}/sessions/${session}${path}`)).json();
}, path);

/** Runs a command of the lesson by its button, Enter too where it has several lines. */
async function runBlock(page, number, several = false) {
    const before = await ended(page), seen = await prompts(page);
    await run(page, number).click();
    if (several) {
        await page.waitForTimeout(500);
        expect(await ended(page) === before, 'several lines ran without Enter');
        await page.keyboard.press('Enter');
    }
    await until(async () => (await prompts(page)) > seen, () => screen(page));
    await prompt(page);
}

test('the whole challenge by clicks and keys', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    await begin(page, one);
    await picture(page, 'begin');
    // every command of the lesson, in its order, by its button
    const count = await page.locator('.code.runs').count();
    let clause = '';
    for (let number = 1; number <= count; number++) {
        const text = await page.locator('.code.runs code').nth(number - 1).innerText();
        await runBlock(page, number, text.trim().includes('\n'));
        if (/waypoint apply/.test(text))
            await until(async () => (await api(page, '/mesh')).workloads.some(row => row.kind === 'waypoint' && row.ready === 1));
        if (/POST/.test(text) && (await page.locator('.task.done').count()) >= 3 && !clause) {
            // it stops where it was refused, with the clause that decided under it
            await until(async () => (await page.locator('.clause').count()) > 0, () => page.locator('.account').innerText());
            clause = await page.locator('.clause').first().textContent();
            await picture(page, 'refused');
        }
    }
    expect(/GET/.test(clause), `the deciding clause is not said: ${clause}`);
    await until(async () => /✔ 5 of 5/.test(await page.locator('.progress').innerText()), () => page.locator('.task-panel').innerText());
    const { tasks } = await api(page, '/tasks');
    expect(tasks.filter(task => !task.optional).every(task => task.recorded), 'a task is not on record');
    await picture(page, 'solved');
    await tab(page, 'Time line').click();
    await until(async () => (await page.locator('.point').count()) > 2);
    await picture(page, 'time-line');
    // on to the next challenge
    await action(page, 'next').click();
    await page.getByRole('heading', { level: 1, name: /Telemetry/ }).waitFor();
});

test('hints, solution, skip and reset', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    await begin(page, one);
    await action(page, 'hint').click();
    await until(async () => (await page.locator('.note').count()) === 1);
    expect(/istioctl|waypoint/i.test(await page.locator('.note').innerText()), 'the hint is not in the side panel');
    await action(page, 'solution').click();
    await until(async () => /istioctl waypoint apply/.test(await screen(page)), () => screen(page));
    await page.locator('.screen').click();
    await page.keyboard.press('Enter');
    await until(async () => (await page.locator('.task.done').count()) >= 1);
    await action(page, 'skip').click();
    await until(async () => (await page.locator('.task.done').count()) >= 2, () => page.locator('.task-panel').innerText());
    await action(page, 'reset').click();
    await until(async () => /reset|start/.test(await screen(page)), () => screen(page));
    expect((await api(page, '/mesh')).workloads.every(row => row.kind !== 'waypoint'), 'a waypoint is left behind a reset');
});

test('two learners at once', async ({ server, learner }) => {
    const one = await server(), anna = await learner(), bert = await learner();
    await begin(anna, one);
    await begin(bert, one);
    await type(anna, 'istioctl waypoint apply -n accounts --enroll-namespace');
    await type(bert, 'kubectl get gateway -n accounts');
    expect(/No resources found/.test(await screen(bert)), `bert sees anna's waypoint: ${await screen(bert)}`);
    expect(!/No resources/.test(await screen(anna)), 'anna sees what bert typed');
    const answer = await bert.goto(anna.url());
    expect(answer.status() === 404, `bert reaches anna's lab: ${answer.status()}`);
});

test('the server is killed: nothing that was acknowledged is lost', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    await begin(page, one);
    await type(page, 'istioctl waypoint apply -n accounts --enroll-namespace');
    await type(page, 'echo kept > /root/kept; NAME=value');
    await until(async () => (await page.locator('.task.done').count()) >= 1);
    await one.end('SIGKILL');
    await until(async () => /not connected/.test(await page.locator('.terminal-panel .state').innerText()));
    await page.locator('.screen').click();
    await page.keyboard.type('x');
    const alert = () => page.locator('[role=alert]').innerText();
    await until(async () => /not connected/.test(await alert()), alert);
    await page.evaluate(() => new Promise(attemptsFailed => { // two of them; they are not news
        const panel = document.querySelector('.terminal-panel');
        let lost = 0;
        new MutationObserver(() => panel.dataset.state === 'lost' && ++lost === 2 && attemptsFailed())
            .observe(panel, { attributeFilter: ['data-state'] });
    }));
    expect(/not connected/.test(await alert()), `a failed attempt is told again: ${await alert()}`);
    await one.start();
    await until(async () => /^connected/.test(await page.locator('.terminal-panel .state').innerText()));
    await prompt(page);
    expect(/waypoint accounts\/waypoint applied/.test(await screen(page)), `what was shown is gone: ${await screen(page)}`);
    await type(page, 'cat /root/kept; echo $NAME; kubectl get gateway -n accounts');
    const shown = await screen(page);
    expect(/kept\nvalue\nNAME +CLASS/.test(shown), `something is lost: ${shown}`);
    await until(async () => (await page.locator('.task.done').count()) >= 1);
});

test('a connection that is lost comes back with what was shown meanwhile', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    await begin(page, one);
    await page.evaluate(() => {
        const send = WebSocket.prototype.send;
        WebSocket.prototype.send = function (data) {
            window.lastSocket = this;
            send.call(this, data);
        };
    });
    await type(page, 'echo before');
    await page.evaluate(async () => {
        const { session, api, csrf } = document.documentElement.dataset;
        window.lastSocket.close(4000);
        await fetch(`${api}/sessions/${session}/input`, {
            method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf }, body: JSON.stringify({ text: 'echo behind' }),
        });
    });
    await until(async () => /\nbehind\n/.test(await screen(page)), () => screen(page));
    expect((await screen(page)).match(/^before$/gm).length === 1, `shown twice: ${await screen(page)}`);
    await until(async () => /Connected again/.test(await told(page)));
});

test('the terminal: resize, paste, marks, copy', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    await begin(page, one);
    await type(page, 'tput cols; false');
    const columns = async () => Number(/^\d+$/m.exec((await screen(page)).split('tput cols').pop())[0]);
    const wide = await columns();
    expect(await page.locator('.mark.bad').count() === 1, 'a command that failed has no mark');
    await page.setViewportSize({ width: 1000, height: 800 });
    await until(async () => {
        await type(page, 'tput cols');
        return (await columns()) < wide;
    }, () => screen(page));
    await page.evaluate(() => navigator.clipboard.writeText('echo one\necho two\necho three\n'));
    await page.locator('.screen').click();
    const before = await ended(page);
    await page.keyboard.press('Control+Shift+V');
    await until(async () => /echo three/.test(await screen(page)), () => screen(page));
    await page.waitForTimeout(300);
    expect(await ended(page) === before, 'a paste of three lines ran by itself');
    await page.keyboard.press('Enter');
    await until(async () => /^three$/m.test(await screen(page)), () => screen(page));
    await prompt(page);
    await page.getByRole('button', { name: 'Copy last output' }).click();
    await until(async () => /three/.test(await page.evaluate(() => navigator.clipboard.readText())));
});

test('by keyboard alone', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    await begin(page, one);
    const inside = selector => page.evaluate(selector => Boolean(document.activeElement?.closest(selector)), selector);
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement.className) === 'skip', 'the first stop is no skip link');
    const seen = [];
    for (let i = 0; i < 6; i++) {
        await page.keyboard.press('F6');
        seen.push(await page.evaluate(() => document.activeElement.closest('section, nav')?.getAttribute('aria-label')));
    }
    for (const place of ['Lesson', 'Tasks', 'Terminal and files', 'Views', 'Actions'])
        expect(seen.includes(place), `F6 does not come to ${place}: ${seen}`);
    for (let i = 0; i < 6 && !(await inside('.lesson')); i++)
        await page.keyboard.press('F6');
    const before = await ended(page);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await until(async () => (await ended(page)) > before);
    await page.keyboard.press('c');
    await until(async () => (await ended(page)) > before + 1);
    // into the terminal, and out of it: Tab at an empty prompt, F6, Ctrl+]
    await page.locator('.xterm-helper-textarea').focus();
    await page.keyboard.type('echo x');
    await page.keyboard.press('Tab');
    expect(await inside('.screen'), 'Tab left a prompt in which something stands');
    await page.keyboard.press('Enter');
    await until(async () => /^x\n.*[#$]$/m.test(await screen(page)), () => screen(page));
    await page.keyboard.press('Tab');
    expect(!(await inside('.screen')), 'Tab does not leave an empty prompt');
    expect(await page.locator('.screen').evaluate(one => one.scrollHeight <= one.clientHeight), 'the screen scrolls beside its terminal: Firefox stops there, too');
    for (const key of ['F6', 'Control+]', 'Shift+Tab']) {
        await page.locator('.xterm-helper-textarea').focus();
        await page.keyboard.press(key);
        expect(!(await inside('.screen')), `${key} does not leave the terminal`);
    }
    // the bar between the panes
    const bar = page.getByRole('separator', { name: 'Lesson', exact: true });
    await bar.focus();
    const share = Number(await bar.getAttribute('aria-valuenow'));
    await page.keyboard.press('ArrowRight');
    expect(Number(await bar.getAttribute('aria-valuenow')) > share, 'the bar does not move');
    await page.keyboard.press('Enter');
    expect(await bar.getAttribute('aria-valuenow') === '0', 'Enter does not put the pane away');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Home');
    await page.reload();
    await ready(page);
    expect(await page.getByRole('separator', { name: 'Lesson', exact: true }).getAttribute('aria-valuenow') === '15', 'the size is not remembered');
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
    expect(/F6/.test(await page.getByRole('dialog').innerText()), 'help does not say how to leave the terminal');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
});

test('the panes by mouse, one alone, and the colours', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    await begin(page, one);
    const bar = page.getByRole('separator', { name: 'Lesson', exact: true }), box = await bar.boundingBox();
    const columns = await page.locator('.xterm-rows > div').first().evaluate(row => row.clientWidth);
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    await page.mouse.down();
    await page.mouse.move(900, 400, { steps: 5 });
    await page.mouse.up();
    expect(Math.abs(Number(await bar.getAttribute('aria-valuenow')) - 70) < 2, `the bar is at ${await bar.getAttribute('aria-valuenow')}`);
    await until(async () => await page.locator('.xterm-rows > div').first().evaluate(row => row.clientWidth) < columns);
    await page.reload();
    await ready(page);
    expect(Math.abs(Number(await bar.getAttribute('aria-valuenow')) - 70) < 2, 'the size is not remembered');
    await tab(page, 'Trace').click();
    await action(page, 'large').click();
    await until(async () => (await page.locator('.group:visible').count()) === 1 && await page.locator('.trace').isVisible());
    await action(page, 'large').click();
    await until(async () => (await page.locator('.group:visible').count()) === 4);
    const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
    const before = await theme();
    await action(page, 'theme').click();
    expect(await theme() !== before, 'the colours stay');
    await page.getByRole('button', { name: 'settings', exact: true }).click();
    await page.getByLabel('Colours').selectOption('system');
    expect(await theme() === before, 'the colours do not come back');
});

test('the code editor', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    await begin(page, one);
    await type(page, 'kubectl exec curl -n finance -- curl -sS accounts.accounts:8080');
    await tab(page, 'Code Editor').click();
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'New file' }).click();
    await page.keyboard.press('Escape');
    expect(await dialog.count() === 0, 'Escape does not close the dialog');
    expect(await page.evaluate(() => document.activeElement.textContent === 'New file'), 'the focus does not go back');
    await page.keyboard.press('Enter');
    for (let i = 0; i < 7; i++) {
        await page.keyboard.press('Tab');
        expect(await page.evaluate(() => Boolean(document.activeElement.closest('dialog')) || !document.activeElement.closest('body > *')), 'the focus leaves the dialog');
    }
    await accessible(page, 'a new file');
    await dialog.getByLabel('Its path').fill(await page.getByRole('button', { name: 'README' }).getAttribute('data-path'));
    await page.keyboard.press('Enter');
    await until(async () => /README\S* is there already/.test(await dialog.getByRole('alert').innerText()));
    await picture(page, 'editor-new-file');
    await accessible(page, 'a file that is there already');
    await dialog.getByLabel('Its path').fill('../mine.yaml');
    await page.keyboard.press('Enter');
    await until(async () => /no "\." or "\.\."/.test(await dialog.getByRole('alert').innerText()));
    await dialog.getByLabel('Its path').fill('mine.yaml');
    await page.keyboard.press('Enter');
    await until(async () => /mine\.yaml/.test(await page.locator('.file-name').innerText()));
    await page.locator('.cm-content').click();
    await page.keyboard.insertText('apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\nmetadata:\n  name: mine\n  namespace: accounts\nspec:\n  rules: [{}]\n  actoin: DENY\n');
    await until(async () => /unknown field "spec.actoin"/.test(await page.locator('.problems').innerText()), () => page.locator('.problems').innerText());
    expect(await page.locator('.cm-lintRange-error').count() > 0, 'the mistake is not marked');
    await picture(page, 'editor');
    for (const key of ['ArrowUp', 'Home', 'Shift+End'])
        await page.keyboard.press(key);
    await page.keyboard.insertText('ac');
    await page.keyboard.press('Control+Space');
    await page.locator('.cm-tooltip-autocomplete').waitFor();
    expect(/action/.test(await page.locator('.cm-tooltip-autocomplete').innerText()), 'the field is not offered');
    await picture(page, 'completion');
    await page.waitForTimeout(120); // CodeMirror takes no Enter sooner, lest one be meant for the line
    await page.keyboard.press('Enter');
    await page.keyboard.insertText(': DENY');
    await until(async () => /would take this/.test(await page.locator('.problems').innerText()), () => page.locator('.problems').innerText());
    await page.getByRole('button', { name: 'What would this change?' }).click();
    await until(async () => /authorizationpolicy accounts\/mine created/.test(await page.locator('.problems').innerText()), () => page.locator('.problems').innerText());
    expect(await page.locator('.problems .flips').innerText() === '⇄ GET http://accounts.accounts:8080/ from finance/curl: Recv failure: Connection reset by peer, was 200',
        await page.locator('.problems').innerText());
    await picture(page, 'what-if');
    await page.locator('.cm-content').click();
    await page.keyboard.press('Control+s');
    await until(async () => /mine\.yaml$/.test(await page.locator('.file-name').innerText()));
    await page.getByRole('button', { name: 'apply', exact: true }).click();
    await until(async () => (await api(page, '/transcript?terminal=1&after=0')).entries.some(entry => /authorizationpolicy.*mine created/.test(entry.output)));
    // what the shell writes is seen here
    await tab(page, 'Terminal').click();
    await type(page, 'cat mine.yaml; echo "# theirs" >> mine.yaml');
    expect(/action: DENY/.test(await screen(page)), 'the shell does not see the file');
    await tab(page, 'Code Editor').click();
    await until(async () => /# theirs/.test(await page.locator('.cm-content').innerText()));
    await page.getByRole('button', { name: 'rename' }).click();
    await dialog.getByLabel('The new path of /root/mine.yaml').fill('/root/mine.yaml/no');
    await page.keyboard.press('Enter');
    await until(async () => /\w/.test(await dialog.getByRole('alert').innerText()), () => dialog.innerText());
    await picture(page, 'editor-rename');
    await dialog.getByLabel('The new path').fill('/root/yours.yaml');
    await page.keyboard.press('Enter');
    await until(async () => /^\/root\/yours\.yaml$/.test(await page.locator('.file-name').innerText()));
    await page.getByRole('button', { name: 'delete' }).click();
    await picture(page, 'editor-delete');
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    expect(/yours/.test(await page.locator('.tree').innerText()), 'it is deleted without a yes');
    await page.getByRole('button', { name: 'delete' }).click();
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await until(async () => !/yours/.test(await page.locator('.tree').innerText()) && !/mine/.test(await page.locator('.tree').innerText()));
    await page.getByRole('button', { name: 'README' }).click();
    await page.locator('.cm-content').click();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => !document.activeElement.closest('.cm-editor')), 'Esc and Tab do not leave the editor');
});

test('the mesh: picture, steps, tables', async ({ server, learner }) => {
    const one = await server(), page = await learner({ reducedMotion: 'reduce' });
    await begin(page, one);
    expect(await page.locator('.place').count() >= 3, 'places are missing');
    await type(page, 'kubectl exec curl -n finance -- curl -sS accounts.accounts:8080');
    await until(async () => /hop 1 of/.test(await page.locator('.account').innerText()));
    await page.waitForTimeout(800);
    expect(/hop 1 of/.test(await page.locator('.account').innerText()), 'it moved, although no motion is wanted');
    await page.getByRole('button', { name: 'Step ▶' }).first().click();
    await until(async () => /hop 2 of/.test(await page.locator('.account').innerText()));
    await until(async () => /Hop 2 of/.test(await told(page)));
    await page.locator('.hop-buttons button').last().click();
    expect(/the app answered 200/.test(await page.locator('.account').innerText()), 'a click on a hop shows no reason');
    await page.locator('.account').getByRole('button', { name: 'In the trace' }).click();
    await until(async () => (await page.locator('.hops li').count()) > 1);
    expect(await page.locator('.hops [aria-current=step]').count() === 1, 'the current hop is not said');
    await page.locator('.one summary', { hasText: 'Bytes, read here' }).click();
    expect(/^GET \/ HTTP\/1\.1\s+(.+\s+)*Host: accounts\.accounts:8080/i.test(await page.locator('.one details[open] pre').innerText()), 'the bytes are not shown');
    await page.locator('.one summary', { hasText: 'accounts/allow-finance, line' }).click();
    expect(/▶/.test(await page.locator('.one mark').first().innerText()), 'the line that decided is not marked');
    const number = await ended(page);
    await type(page, 'kubectl exec curl -n finance -- curl -sS accounts.accounts:8080/again');
    await until(async () => (await ended(page)) > number && (await page.locator('.request').count()) === 2);
    expect(await page.locator('.one details[open]').count() === 2, 'what was opened is shut when the next request comes');
    await picture(page, 'trace');
    await tab(page, 'Mesh').click();
    await page.getByRole('button', { name: 'Table' }).click();
    const rows = await page.locator('.tables table').first().locator('tbody tr').first().innerText();
    expect(/finance\/curl\s+GET\s+accounts\/accounts/.test(rows) && /mTLS/.test(rows), `the table says something else: ${rows}`);
    await picture(page, 'mesh-table');
    await accessible(page, 'the mesh as tables');
    await page.locator('.tables').getByRole('button', { name: /^step through GET accounts/ }).click();
    await until(async () => (await page.locator('.hops li').count()) === 1);
});

test('the time line goes back', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    await begin(page, one);
    await type(page, 'kubectl create namespace first');
    await type(page, 'kubectl create namespace second');
    await tab(page, 'Time line').click();
    await page.getByRole('button', { name: 'Go here: kubectl create namespace first' }).click();
    await until(async () => /kubectl create namespace first/.test(await page.locator('.point.present').innerText()));
    await type(page, 'kubectl get namespaces');
    const shown = (await screen(page)).split('kubectl get namespaces').pop();
    expect(/first/.test(shown) && !/second/.test(shown), shown);
});

test('the transcript, and the screen reader mode', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    await begin(page, one);
    await type(page, 'echo seen; false');
    await tab(page, 'Transcript').click();
    await until(async () => /echo seen; false\s*✖ status 1\s*seen/.test(await page.locator('.transcript').innerText()), () => page.locator('.transcript').innerText());
    expect(await page.locator('.transcript h3').count() === 1, 'a command is no heading');
    await accessible(page, 'the transcript');
    await tab(page, 'Terminal').click();
    await page.getByRole('button', { name: 'Screen reader mode' }).click();
    await page.locator('.xterm-accessibility').waitFor({ state: 'attached' });
    await accessible(page, 'the terminal in screen reader mode');
});

test('what is hostile stays text', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    await begin(page, one);
    await type(page, `touch '/root/<img src=x onerror=alert(1)>.yaml'; printf '<script>alert(1)</script>\\033]0;<b>\\007\\n'; kubectl create namespace x-b`);
    await type(page, `echo '<img src=x onerror=alert(2)>' > '/root/a&b.yaml'`);
    await tab(page, 'Transcript').click();
    await until(async () => /<script>/.test(await page.locator('.transcript').innerText()));
    await tab(page, 'Code Editor').click();
    await until(async () => /onerror/.test(await page.locator('.tree').innerText()), () => page.locator('.tree').innerText());
    await tab(page, 'Time line').click();
    await page.waitForTimeout(300);
    expect(await page.locator('.page img, .page script').count() === 0, 'text became an element');
});

test('accessible at three widths, light and dark, at 200 %', async ({ server, learner }) => {
    const one = await server();
    for (const [width, height] of [[1280, 800], [320, 640], [3840, 2160], [640, 400]])
        for (const colorScheme of ['light', 'dark']) {
            const page = await learner({ viewport: { width, height }, colorScheme, reducedMotion: 'reduce', ...(width === 640 ? { deviceScaleFactor: 2 } : {}) });
            const name = `${width}-${colorScheme}`;
            await page.goto(`${one.address}/`);
            await picture(page, `home-${name}`);
            await accessible(page, `home ${name}`);
            await page.locator('form:has(input[name=challenge][value=waypoints-l7-where-it-matters]) button').click();
            await page.locator('.page .header h1').waitFor();
            const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
            expect(!wide, `${name}: the page is wider than the window`);
            await accessible(page, `the lab ${name}`);
            await picture(page, `lab-${name}`);
            if (width < 800) {
                expect(await page.locator('.actions').evaluate(bar => bar.scrollWidth <= bar.clientWidth), `${name}: the actions scroll sideways`);
                await page.getByRole('button', { name: 'more', exact: true }).focus();
                await page.keyboard.press('Enter');
                await page.keyboard.press('Tab');
                expect(await page.evaluate(() => document.activeElement.dataset.action === 'edit'), `${name}: Tab does not go into the other actions`);
                const cut = await page.locator('.rest').evaluate(rest => [...rest.querySelectorAll('button')].some(one => one.getBoundingClientRect().right > innerWidth));
                expect(!cut, `${name}: an action is cut off`);
                await accessible(page, `the other actions ${name}`);
                await picture(page, `lab-${name}-more`);
                await page.keyboard.press('Escape');
                expect(await page.locator('.rest').isHidden() && await page.evaluate(() => document.activeElement.textContent === 'more'), `${name}: Escape does not shut them`);
                await page.keyboard.press('Enter');
                await action(page, 'help').click();
                await page.getByRole('dialog').waitFor();
                await page.keyboard.press('Escape');
                expect(await page.locator('.rest').isHidden(), `${name}: an action does not shut them`);
                for (const panel of ['Tasks', 'Terminal', 'Code Editor', 'Transcript', 'Mesh', 'Trace', 'Time line']) {
                    await tab(page, panel).click();
                    await page.waitForTimeout(250);
                    await accessible(page, `${panel} ${name}`);
                    await picture(page, `lab-${name}-${panel.toLowerCase().replace(' ', '-')}`);
                }
            } else {
                await type(page, 'istioctl waypoint apply -n accounts --enroll-namespace');
                await type(page, 'kubectl exec rogue-curl -n rogue -- curl -sS -X POST accounts.accounts:8080; kubectl delete authorizationpolicy --all -A');
                await page.waitForTimeout(400);
                await picture(page, `lab-${name}-mesh`);
                await tab(page, 'Code Editor').click();
                await tab(page, 'Trace').click();
                await page.locator('.request').first().click();
                await page.locator('.tree button').first().click();
                await page.waitForTimeout(900);
                await picture(page, `lab-${name}-editor`);
                await accessible(page, `editor and trace ${name}`);
                for (const button of ['help', 'settings', 'quit']) {
                    await page.getByRole('button', { name: button, exact: true }).click();
                    await page.getByRole('dialog').waitFor();
                    await accessible(page, `${button} ${name}`);
                    await picture(page, `lab-${name}-${button}`);
                    await page.keyboard.press('Escape');
                }
            }
            await page.context().close();
        }
});

test('the first load weighs less than 350 KB, comes once, and from here alone', async ({ server, learner }) => {
    const one = await server(), page = await learner();
    const measure = async () => {
        const client = await page.context().newCDPSession(page);
        let bytes = 0;
        await client.send('Network.enable');
        client.on('Network.loadingFinished', event => {
            bytes += event.encodedDataLength;
        });
        return () => bytes;
    };
    const first = await measure();
    await begin(page, one);
    await page.waitForTimeout(500);
    expect(first() > 50 * 1024 && first() < 350 * 1024, `the first load is ${first()} bytes`);
    const again = await measure();
    await page.reload();
    await ready(page);
    expect(again() < 60 * 1024, `the second load is ${again()} bytes: nothing was kept`);
});

test('a phone, by taps', async ({ server, learner }) => {
    const one = await server(), page = await learner({ viewport: { width: 390, height: 780 }, hasTouch: true, isMobile: true });
    await page.goto(`${one.address}/`);
    await page.locator('form:has(input[value=waypoints-l7-where-it-matters]) button').tap();
    await page.locator('.page .header h1').waitFor();
    await until(async () => (await prompts(page)) > 0); // though no terminal is in sight yet
    await run(page, 2).tap();
    await until(async () => /waypoint accounts\/waypoint applied/.test(await screen(page)), () => screen(page));
    await until(async () => /Done: Deploy a waypoint/.test(await told(page)));
    await tapped(page.locator('.screen'), () => page.evaluate(() => !!document.activeElement.closest('.screen')));
    await page.keyboard.type('cat\n');
    const control = page.getByRole('button', { name: 'Ctrl', exact: true });
    await tapped(control, async () => await control.getAttribute('aria-pressed') === 'true');
    expect(await page.evaluate(() => !!document.activeElement.closest('.screen')), 'the key bar takes the keys from the terminal');
    await page.keyboard.type('c');
    await until(async () => /# cat\n\^C\n/.test(await screen(page)), () => screen(page));
    const box = await page.getByRole('button', { name: 'Esc', exact: true }).boundingBox();
    expect(box.width >= 44 && box.height >= 44, 'a key is too small for a finger');
    await picture(page, 'phone');
    await tab(page, 'Lesson').tap();
    await run(page, 5).tap();
    await until(async () => /EOF$/.test(await screen(page)), () => screen(page));
    await picture(page, 'phone-paste');
});

test('without JavaScript the plain lab is there', async ({ server, learner }) => {
    const one = await server(), page = await learner({ javaScriptEnabled: false });
    await page.goto(`${one.address}/`);
    await page.locator('form:has(input[value=waypoints-l7-where-it-matters]) button').click();
    await page.waitForURL(/\/lab\//);
    expect(/Waypoints/.test(await page.locator('h1').first().innerText()), 'there is no lesson');
    await page.locator('form[action$="/run"] textarea').fill('echo plain $((6 * 7))');
    await page.locator('form[action$="/run"]:has(textarea) button').first().click();
    await until(async () => /plain 42/.test(await page.locator('body').innerText()));
    await picture(page, 'plain');
});

process.exitCode = (await runAll(process.argv[2])) ? 0 : 1;
