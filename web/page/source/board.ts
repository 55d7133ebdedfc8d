// The instructor's list of the class, kept fresh: the server's own table, asked for again while the page is in sight.
import { make } from './dom';

const every = 5000;
const fresh = make('input', { type: 'checkbox', checked: true });
fresh.style.width = 'auto';
document.querySelector('main a[href="/instructor"]')?.after(' ', make('label', {}, fresh, ' keep the list fresh'));

function take(page: Document, selector: string): void {
    const now = document.querySelector(selector), next = page.querySelector(selector);
    if (!now || !next || now.innerHTML === next.innerHTML)
        return;
    const held = document.activeElement instanceof HTMLAnchorElement && now.contains(document.activeElement) ? document.activeElement.getAttribute('href') : null;
    now.replaceChildren(...next.childNodes);
    if (held)
        now.querySelector<HTMLElement>(`a[href="${CSS.escape(held)}"]`)?.focus();
}

async function look(): Promise<void> {
    const answer = await fetch('/instructor', { credentials: 'same-origin' });
    if (!answer.ok) {
        clearInterval(timer); // the server has begun anew: "look again" says what there is to say
        return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    take(page, 'tbody');
    take(page, '[role=status]');
}

const timer = window.setInterval(() => {
    if (fresh.checked && !document.hidden)
        look().catch(() => undefined); // it is tried again
}, every);
