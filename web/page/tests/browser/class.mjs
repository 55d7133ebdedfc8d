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

export function classTests(accessible) {
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
        await row.getByRole('link').click();
        expect(/waypoint apply/.test(await teacher.getByRole('main').innerText()), 'the terminal is not there');
        await teacher.getByLabel('To the learner').fill('Look at <b>the label</b>.');
        await teacher.getByRole('button', { name: 'send' }).click();
        await until(async () => (await ada.locator('.note').count()) === 1, () => ada.locator('.task-panel').innerText());
        expect(/<b>the label<.b>/.test(await ada.locator('.note').innerText()), 'the hint is not shown as text');
        await teacher.getByRole('button', { name: 'ask to type here' }).click();
        await ada.getByRole('button', { name: 'Accept' }).waitFor();
        await picture(ada, 'class-asked');
        await accessible(ada, 'the learner who is asked');
        expect((await eve.locator('.note').count()) === 0 && (await eve.getByRole('button', { name: 'Accept' }).count()) === 0, 'another learner hears of it');
        await ada.getByRole('button', { name: 'Accept' }).click();
        await ada.getByRole('button', { name: 'No longer' }).waitFor();
        await teacher.reload();
        await teacher.getByLabel('Command').fill('echo by the instructor');
        await accessible(teacher, 'a learner\'s terminal');
        await picture(teacher, 'class-terminal');
        await teacher.getByRole('button', { name: 'run' }).click();
        await until(async () => /^by the instructor$/m.test(await screen(ada)), () => screen(ada));
        await ada.getByRole('button', { name: 'No longer' }).click();
        await until(async () => (await ada.getByRole('button', { name: 'No longer' }).count()) === 0);
        await teacher.reload();
        await teacher.getByRole('button', { name: 'ask to type here' }).waitFor();
        await ada.reload();
        await until(async () => (await ada.locator('.note').count()) === 1, () => ada.locator('.task-panel').innerText());
    });
}
