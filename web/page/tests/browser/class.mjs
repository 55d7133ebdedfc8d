// A class in Chromium: learners join, the instructor looks on, sends a hint, and types once the learner has said yes.
import { begin, expect, picture, screen, test, type, until } from './house.mjs';

async function join(page, server, name) {
    const code = /with the code (\S+)/.exec(server.log)[1];
    await page.goto(`${server.address}/`);
    await page.getByLabel('Code').fill(code);
    await page.getByLabel('Name').fill(name);
    await page.getByRole('button', { name: 'join' }).click();
    await page.waitForURL(`${server.address}/`);
}

/** Columns of the widest line and rows, as drawn. */
function grid(page) {
    return page.evaluate(() => {
        const rows = document.querySelectorAll('.screen .xterm-rows > div');
        const letter = document.querySelector('.screen .xterm-char-measure-element');
        return [rows.length, Math.round(document.querySelector('.screen .xterm-screen').clientWidth / (letter.getBoundingClientRect().width / (letter.textContent.length || 1)))];
    });
}

export function classTests(accessible) {
    test('the instructor without JavaScript', async ({ server, learner }) => {
        const house = await server('class', ['--class', 'Mesh at noon']), teacher = await learner({ javaScriptEnabled: false }), ada = await learner();
        await join(ada, house, 'Ada');
        await begin(ada, house);
        await type(ada, 'echo here I am');
        await teacher.goto(/http\S+token=\S+/.exec(house.log)[0]);
        await teacher.getByRole('row', { name: /Ada/ }).getByRole('link').click();
        expect(/here I am/.test(await teacher.getByRole('main').innerText()), 'the transcript is not there');
        await until(async () => /is looking at your terminal/.test(await ada.getByLabel('From your instructor').innerText()));
        await teacher.getByRole('button', { name: 'ask to type here' }).click();
        await ada.getByRole('button', { name: 'Accept' }).click();
        await ada.getByRole('button', { name: 'No longer' }).waitFor();
        await teacher.reload();
        await teacher.getByLabel('Command').fill('echo by the instructor');
        await teacher.getByRole('button', { name: 'run' }).click();
        await until(async () => /^by the instructor$/m.test(await screen(ada)), () => screen(ada));
        await teacher.getByRole('button', { name: 'stop typing here' }).click();
        await until(async () => (await ada.getByRole('button', { name: 'No longer' }).count()) === 0);
        await teacher.getByRole('button', { name: 'ask to type here' }).click();
        await teacher.getByRole('button', { name: 'take the question back' }).click();
        await teacher.getByRole('button', { name: 'ask to type here' }).waitFor();
    });

    test('the instructor\'s page weighs less than 350 KB, and fits three widths', async ({ server, learner }) => {
        const house = await server('class', ['--class', 'Mesh at noon']), ada = await learner();
        await join(ada, house, 'Ada');
        await begin(ada, house);
        await type(ada, 'kubectl get pods -A');
        for (const [width, height] of [[1280, 800], [320, 640], [3840, 2160]])
            for (const colorScheme of ['light', 'dark']) {
                const page = await learner({ viewport: { width, height }, colorScheme }), name = `watch-${width}-${colorScheme}`;
                await page.goto(/http\S+token=\S+/.exec(house.log)[0]);
                const client = await page.context().newCDPSession(page);
                let bytes = 0;
                await client.send('Network.enable');
                client.on('Network.loadingFinished', event => {
                    bytes += event.encodedDataLength;
                });
                await page.getByRole('row', { name: /Ada/ }).getByRole('link').click();
                await until(async () => /kube-scheduler-server/.test(await screen(page)), () => screen(page));
                expect(bytes > 50 * 1024 && bytes < 350 * 1024, `the first load is ${bytes} bytes`);
                await accessible(page, name);
                await picture(page, name);
                expect(!(await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)), `${name}: the page is wider than the window`);
                await page.context().close();
            }
    });

    test('a class: two learners and their instructor', async ({ server, learner }) => {
        const house = await server('class', ['--class', 'Mesh at noon']), teacher = await learner(), ada = await learner(), eve = await learner();
        await join(ada, house, 'Ada');
        await join(eve, house, '<img src=x onerror=alert(1)>');
        await begin(ada, house);
        await begin(eve, house);
        await type(ada, 'istioctl waypoint apply -n accounts --enroll-namespace');
        await teacher.goto(/http\S+token=\S+/.exec(house.log)[0]);
        expect(!/token/.test(teacher.url()), 'the token stays in the address');
        const row = teacher.getByRole('row', { name: /Ada/ });
        expect(/1 of 5/.test(await row.innerText()), await row.innerText());
        expect(/<img src=x/.test(await teacher.getByRole('table').innerText()), 'a name is not shown as text');
        await accessible(teacher, 'the instructor\'s page');
        await picture(teacher, 'class');
        await row.getByRole('link').focus();
        await type(eve, 'istioctl waypoint apply -n accounts --enroll-namespace');
        await until(async () => /1 of 5/.test(await teacher.getByRole('row', { name: /<img/ }).innerText()), () => teacher.getByRole('table').innerText());
        expect(await teacher.evaluate(() => /\/instructor\/sessions\//.test(document.activeElement.getAttribute('href') ?? '')), 'the focus is lost when the list is fresh');
        await row.getByRole('link').click();
        // read only, and live
        await until(async () => /waypoint apply/.test(await screen(teacher)), () => screen(teacher));
        const access = () => teacher.locator('.access').innerText();
        expect(/Read only/.test(await access()), await access());
        await until(async () => /is looking at your terminal/.test(await ada.getByLabel('From your instructor').innerText()));
        await picture(ada, 'class-watched');
        await ada.locator('.screen').first().click();
        await ada.keyboard.type('echo half a li');
        await until(async () => /# echo half a li$/.test(await screen(teacher)), () => screen(teacher));
        await ada.keyboard.type('ne\n');
        await until(async () => /^half a line$/m.test(await screen(teacher)), () => screen(teacher));
        expect(JSON.stringify(await grid(teacher)) === JSON.stringify(await grid(ada)), 'the window has another size');
        await teacher.locator('.live .screen').click();
        await teacher.keyboard.type('echo too early\n');
        await teacher.waitForTimeout(300);
        expect(!/too early/.test(await screen(ada)) && !/too early/.test(await screen(teacher)), 'the instructor types without a yes');
        await accessible(teacher, 'a learner\'s terminal, read only');
        await picture(teacher, 'class-read');
        // another terminal of the learner's comes into the choice, and is looked at alone
        await ada.evaluate(() => {
            const { session, api, csrf } = document.documentElement.dataset;
            return fetch(`${api}/sessions/${session}/input`, { method: 'POST', headers: { 'Content-Type': 'application/json', 'X-CSRF-Token': csrf },
                body: JSON.stringify({ terminal: '2', text: 'echo in the second' }) });
        });
        await type(ada, 'echo in the first');
        await teacher.getByRole('button', { name: 'Terminal 2' }).click();
        await until(async () => /^in the second$/m.test(await screen(teacher)) && !/in the first/.test(await screen(teacher)), () => screen(teacher));
        await picture(teacher, 'class-second');
        await teacher.getByRole('button', { name: 'Terminal 1' }).click();
        await until(async () => /^in the first$/m.test(await screen(teacher)), () => screen(teacher));
        // a hint goes to the side panel, and the page stays
        await teacher.getByLabel('To the learner').fill('Look at <b>the label</b>.');
        await teacher.getByRole('button', { name: 'send' }).click();
        await until(async () => (await ada.locator('.note').count()) === 1, () => ada.locator('.task-panel').innerText());
        expect(/<b>the label<.b>/.test(await ada.locator('.note').innerText()), 'the hint is not shown as text');
        await until(async () => (await teacher.getByLabel('To the learner').inputValue()) === '');
        // a question that is taken back, and one that is accepted
        await teacher.getByRole('button', { name: 'Ask to type here' }).click();
        await ada.getByRole('button', { name: 'Accept' }).waitFor();
        await teacher.getByRole('button', { name: 'Take the question back' }).click();
        await until(async () => (await ada.getByRole('button', { name: 'Accept' }).count()) === 0);
        await teacher.getByRole('button', { name: 'Ask to type here' }).click();
        await ada.getByRole('button', { name: 'Accept' }).waitFor();
        await picture(ada, 'class-asked');
        await accessible(ada, 'the learner who is asked');
        expect((await eve.locator('.note').count()) === 0 && (await eve.getByRole('button', { name: 'Accept' }).count()) === 0, 'another learner hears of it');
        await teacher.locator('.live .screen').click();
        await teacher.keyboard.type('echo too early\n');
        await ada.getByRole('button', { name: 'Accept' }).click();
        await ada.getByRole('button', { name: 'No longer' }).waitFor();
        await until(async () => /You may type/.test(await access()), access);
        expect(!/too early/.test(await screen(ada)), 'what was typed before the yes has come');
        await teacher.locator('.live .screen').click();
        await teacher.keyboard.type('echo by the instructor\n');
        await until(async () => /^by the instructor$/m.test(await screen(ada)), () => screen(ada));
        await until(async () => /^by the instructor$/m.test(await screen(teacher)), () => screen(teacher));
        await accessible(teacher, 'a learner\'s terminal, to write');
        await picture(teacher, 'class-terminal');
        await teacher.keyboard.press('F6');
        expect(await teacher.evaluate(() => document.activeElement.textContent === 'Stop typing here'), 'F6 does not leave the terminal');
        // what a program asks of its terminal is answered once
        await type(ada, String.raw`printf '\033[6n\033[c'`);
        await ada.waitForTimeout(300);
        const asked = (await screen(ada)).split('\n').pop();
        expect((asked.match(/R/g) ?? []).length <= 1, `it is answered twice: ${asked}`);
        await ada.locator('.screen').first().click();
        await ada.keyboard.press('Control+c');
        // either of them ends it
        await ada.getByRole('button', { name: 'No longer' }).click();
        await until(async () => /Read only/.test(await access()), access);
        await teacher.locator('.live .screen').click();
        await teacher.keyboard.type('echo too late\n');
        await teacher.waitForTimeout(300);
        expect(!/too late/.test(await screen(ada)), 'the instructor types after the end');
        await teacher.getByRole('button', { name: 'Ask to type here' }).click();
        await ada.getByRole('button', { name: 'Accept' }).click();
        await teacher.getByRole('button', { name: 'Stop typing here' }).click();
        await until(async () => (await ada.getByRole('button', { name: 'No longer' }).count()) === 0);
        await teacher.getByRole('button', { name: 'Stop looking' }).click();
        await ada.getByLabel('From your instructor').waitFor({ state: 'hidden' });
        // the server dies: the learner goes on with what was said, the instructor is told where to go
        await teacher.getByRole('button', { name: 'Look on again' }).click();
        await until(async () => /is looking at your terminal/.test(await ada.getByLabel('From your instructor').innerText()));
        await house.end('SIGKILL');
        await house.start();
        await until(async () => /has another instructor's address/.test(await teacher.locator('.told.wrong').innerText()), () => teacher.locator('.live').innerText());
        await ada.reload();
        await until(async () => (await ada.locator('.note').count()) === 1, () => ada.locator('.task-panel').innerText());
    });
}
